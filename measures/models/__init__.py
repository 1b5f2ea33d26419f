"""Each promise, and the facts about it that change over time."""

from measures.models.adoption import AdoptedWording
from measures.models.assignment import Assignment
from measures.models.deadline import Deadline
from measures.models.edit import Edit
from measures.models.entry import Entry
from measures.models.item import Item, ItemChange
from measures.models.measure import Measure, StaleMeasureError
from measures.models.no_local_measure import NoLocalMeasure
from measures.models.reply import GivenReply, Reply, ReplyDecidedError, take_replies
from measures.models.reply_link import LinkClosedError, ReplyLink
from measures.models.report import UNTOUCHED, Report
from measures.models.responsible import PartyChange, PartyKind, PartyMergedError, Responsible
from measures.models.risk import Risk
from measures.models.status import Status, StatusWord
from measures.models.succession import Succession
from measures.models.warning import Dismissal, WarningKind
from measures.models.word_mapping import WordMapping

__all__ = [
    "UNTOUCHED",
    "AdoptedWording",
    "Assignment",
    "Deadline",
    "Dismissal",
    "Edit",
    "Entry",
    "GivenReply",
    "Item",
    "ItemChange",
    "LinkClosedError",
    "Measure",
    "NoLocalMeasure",
    "PartyChange",
    "PartyKind",
    "PartyMergedError",
    "Reply",
    "ReplyDecidedError",
    "ReplyLink",
    "Report",
    "Responsible",
    "Risk",
    "StaleMeasureError",
    "Status",
    "StatusWord",
    "Succession",
    "WarningKind",
    "WordMapping",
    "take_replies",
]
