"""Forms turn strings into meanings; the models' verbs do the rest."""

from measures.forms.confirm import ConfirmForm, Seen
from measures.forms.deadline import DeadlineForm
from measures.forms.editing import MeasureForm
from measures.forms.report import ReportForm

__all__ = ["ConfirmForm", "DeadlineForm", "MeasureForm", "ReportForm", "Seen"]
