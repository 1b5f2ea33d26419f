"""What the city keeps: rounds of reporting, each with its days, and what was sent in for them."""

from reporting.models.round import Round, RoundChange
from reporting.models.submission import FrozenRow, Submission

__all__ = ["FrozenRow", "Round", "RoundChange", "Submission"]
