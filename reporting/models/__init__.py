"""What the city keeps: rounds of reporting, each with its day, and themes to search by."""

from reporting.models.round import Round, keeps_for_the_city
from reporting.models.theme import Theme, validate_words

__all__ = ["Round", "Theme", "keeps_for_the_city", "validate_words"]
