"""Forms turn strings into meanings; the models' verbs do the rest."""

from measures.forms.confirm import ConfirmForm, Seen
from measures.forms.deadline import DeadlineForm
from measures.forms.editing import MeasureForm
from measures.forms.report import ReportForm
from measures.forms.words import MappingForm

__all__ = ["ConfirmForm", "DeadlineForm", "MappingForm", "MeasureForm", "ReportForm", "Seen"]
