"""Each promise, and the facts about it that change over time."""

from measures.models.deadline import Deadline
from measures.models.dismissal import Dismissal, HintKind
from measures.models.entry import Entry
from measures.models.items import Item, ItemChange
from measures.models.many import Report, report_statuses
from measures.models.measure import UNTOUCHED, Measure, StaleMeasureError
from measures.models.parts import Assignment
from measures.models.responsible import Responsible
from measures.models.risk import Risk
from measures.models.status import Status, StatusWord
from measures.models.word_mapping import WordMapping

__all__ = [
    "UNTOUCHED",
    "Assignment",
    "Deadline",
    "Dismissal",
    "Entry",
    "HintKind",
    "Item",
    "ItemChange",
    "Measure",
    "Report",
    "Responsible",
    "Risk",
    "StaleMeasureError",
    "Status",
    "StatusWord",
    "WordMapping",
    "report_statuses",
]
