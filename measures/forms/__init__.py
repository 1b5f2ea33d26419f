"""Forms turn strings into meanings; the models' verbs do the rest."""

from measures.forms.answer import AnswerForm, AnswerLinkForm, DeclineForm
from measures.forms.carryover import CarryOverForm, ContinueForm, StaleDecisionsError
from measures.forms.city_answers import AnswersForm, NoLocalMeasureForm
from measures.forms.confirm import ConfirmForm, Seen
from measures.forms.deadline import DeadlineForm
from measures.forms.editing import MeasureForm
from measures.forms.plan import AdoptForm, PlanForm, StalePlanError
from measures.forms.plan_parts import PartForm, PlaceForm, StalePartError, TopicForm
from measures.forms.register import MergeForm, PartyForm
from measures.forms.report import ReportForm
from measures.forms.words import MappingForm

__all__ = [
    "AdoptForm",
    "AnswerForm",
    "AnswerLinkForm",
    "AnswersForm",
    "CarryOverForm",
    "ConfirmForm",
    "ContinueForm",
    "DeadlineForm",
    "DeclineForm",
    "MappingForm",
    "MeasureForm",
    "MergeForm",
    "NoLocalMeasureForm",
    "PartForm",
    "PartyForm",
    "PlaceForm",
    "PlanForm",
    "ReportForm",
    "Seen",
    "StaleDecisionsError",
    "StalePartError",
    "StalePlanError",
    "TopicForm",
]
