"""Each promise, and the facts about it that change over time."""

from measures.models.adoption import AdoptedWording
from measures.models.assignment import Assignment
from measures.models.deadline import Deadline
from measures.models.edit import Edit
from measures.models.entry import Entry
from measures.models.item import Item, ItemChange
from measures.models.measure import UNTOUCHED, Measure, StaleMeasureError
from measures.models.no_local_measure import NoLocalMeasure
from measures.models.reply import Answer, AnswerDecidedError, Said, take_answers
from measures.models.reply_link import AnswerLink, LinkClosedError
from measures.models.responsible import PartyChange, PartyKind, PartyMergedError, Responsible
from measures.models.risk import Risk
from measures.models.status import Status, StatusWord
from measures.models.succession import Succession
from measures.models.warning import Dismissal, HintKind
from measures.models.word_mapping import WordMapping
from measures.reports import Report, report_statuses

__all__ = [
    "UNTOUCHED",
    "AdoptedWording",
    "Answer",
    "AnswerDecidedError",
    "AnswerLink",
    "Assignment",
    "Deadline",
    "Dismissal",
    "Edit",
    "Entry",
    "HintKind",
    "Item",
    "ItemChange",
    "LinkClosedError",
    "Measure",
    "NoLocalMeasure",
    "PartyChange",
    "PartyKind",
    "PartyMergedError",
    "Report",
    "Responsible",
    "Risk",
    "Said",
    "StaleMeasureError",
    "Status",
    "StatusWord",
    "Succession",
    "WordMapping",
    "report_statuses",
    "take_answers",
]
