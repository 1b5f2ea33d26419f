"""What the city keeps: rounds of reporting, each with its days, and what was sent in for them;
and for an hour a file that somebody asked for."""

from reporting.models.city_file import CityFile
from reporting.models.data_address import DataAddress
from reporting.models.ordered_file import OrderedFile
from reporting.models.publication import Judgement, Publication, PublicationAct, PublishedFile
from reporting.models.question import QuestionDraft, QuestionPost
from reporting.models.reopening import Reopening
from reporting.models.round import Round, RoundChange
from reporting.models.round_letter import RoundLetter
from reporting.models.stored_file import StoredFile
from reporting.models.submission import FrozenRow, StateChange, Submission, SummaryDraft

__all__ = [
    "CityFile",
    "DataAddress",
    "FrozenRow",
    "Judgement",
    "OrderedFile",
    "Publication",
    "PublicationAct",
    "PublishedFile",
    "QuestionDraft",
    "QuestionPost",
    "Reopening",
    "Round",
    "RoundChange",
    "RoundLetter",
    "StateChange",
    "StoredFile",
    "Submission",
    "SummaryDraft",
]
