"""Forms turn strings into meanings; the models' verbs do the rest."""

from measures.forms.answer import AnswerForm, AnswerLinkForm, DeclineForm
from measures.forms.confirm import ConfirmForm, Seen
from measures.forms.deadline import DeadlineForm
from measures.forms.editing import MeasureForm
from measures.forms.register import MergeForm, PartyForm
from measures.forms.report import ReportForm
from measures.forms.words import MappingForm

__all__ = [
    "AnswerForm",
    "AnswerLinkForm",
    "ConfirmForm",
    "DeadlineForm",
    "DeclineForm",
    "MappingForm",
    "MeasureForm",
    "MergeForm",
    "PartyForm",
    "ReportForm",
    "Seen",
]
