"""Each promise, and the facts about it that change over time."""

from measures.models.act import Act, Withdrawal
from measures.models.adoption import AdoptedWording
from measures.models.assignment import Assignment
from measures.models.deadline import Deadline
from measures.models.deletion import (
    NotDeletedError,
    StaleDeletionError,
    delete_draft,
    delete_measure,
)
from measures.models.edit import Edit
from measures.models.entry import Entry
from measures.models.history_link import HistoryLink
from measures.models.item import Item, ItemChange
from measures.models.kept_file import KeptFile
from measures.models.measure import Measure
from measures.models.merging import PartyMergedError
from measures.models.misfiling import Misfiling, mark_misfiled, mark_plan_misfiled
from measures.models.no_local_measure import NoLocalMeasure
from measures.models.not_answered import NotAnswered
from measures.models.reading import Reading
from measures.models.reply import (
    GivenReply,
    Reply,
    ReplyDecidedError,
    TooManySendsError,
    take_replies,
)
from measures.models.reply_link import LinkClosedError, ReplyLink
from measures.models.report import UNTOUCHED, Report
from measures.models.reported import StaleMeasureError
from measures.models.responsible import PartyChange, PartyKind, Responsible
from measures.models.risk import Risk
from measures.models.source import MeasureSource
from measures.models.status import Status, StatusWord
from measures.models.succession import Succession
from measures.models.theme import Theme, ThemeWord, ThemeWordError
from measures.models.warning import Dismissal, WarningKind
from measures.models.word_mapping import MappingWithdrawal, WordMapping

__all__ = [
    "UNTOUCHED",
    "Act",
    "AdoptedWording",
    "Assignment",
    "Deadline",
    "Dismissal",
    "Edit",
    "Entry",
    "GivenReply",
    "HistoryLink",
    "Item",
    "ItemChange",
    "KeptFile",
    "LinkClosedError",
    "MappingWithdrawal",
    "Measure",
    "MeasureSource",
    "Misfiling",
    "NoLocalMeasure",
    "NotAnswered",
    "NotDeletedError",
    "PartyChange",
    "PartyKind",
    "PartyMergedError",
    "Reading",
    "Reply",
    "ReplyDecidedError",
    "ReplyLink",
    "Report",
    "Responsible",
    "Risk",
    "StaleDeletionError",
    "StaleMeasureError",
    "Status",
    "StatusWord",
    "Succession",
    "Theme",
    "ThemeWord",
    "ThemeWordError",
    "TooManySendsError",
    "WarningKind",
    "Withdrawal",
    "WordMapping",
    "delete_draft",
    "delete_measure",
    "mark_misfiled",
    "mark_plan_misfiled",
    "take_replies",
]
