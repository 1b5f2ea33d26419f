"""What the words of a theme must be, taken together. The first migration names it too; themes
themselves are in measures/models/theme.py."""

from typing import Any

from django.core.exceptions import ValidationError

from measures.models.theme import MOST_WORDS, validate_word


def validate_words(words: Any) -> None:
    """A list of texts, each with something in it to look for."""
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValidationError("Skriv ordene som en liste av tekster.")
    if not words:
        raise ValidationError("Skriv minst ett ord.")
    if len(words) > MOST_WORDS:
        raise ValidationError(f"Skriv høyst {MOST_WORDS} ord. Her er det {len(words)}.")
    for word in words:
        validate_word(word)
