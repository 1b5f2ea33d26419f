"""Text as people type it: kept as it is, or refused with a sentence."""

import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict

from ruspolitikk.addresses import as_id
from ruspolitikk.days import DAY_FORMATS

CSRF_FIELD = "csrfmiddlewaretoken"

# A lone surrogate cannot be stored; U+FFFD is what is left of bytes that were not text.
_UNSTORABLE = re.compile("[\ud800-\udfff\ufffd]")


class TextField(forms.CharField):
    """Text whose line breaks are one character each; what no database can keep is refused."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return re.sub(r"\r\n?", "\n", text)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if _UNSTORABLE.search(value):
            raise ValidationError(
                "Teksten har tegn som ikke kan lagres. Skriv dem på nytt, og lagre igjen."
            )


class DayField(forms.DateField):
    """A day as people write it, day first."""

    def __init__(self, *, label: Any, **kwargs: Any) -> None:
        sentences = {"invalid": "Skriv datoen som dag.måned.år, for eksempel 31.12.2026."}
        super().__init__(
            label=label,
            input_formats=DAY_FORMATS,
            widget=forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric"}),
            error_messages={**sentences, **kwargs.pop("error_messages", {})},
            **kwargs,
        )


class DayOfReport(DayField):
    """The day that a report speaks of; its form sets `today`, which is the last it may be."""

    today: date

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Gjelder dato",
            error_messages={"required": "Skriv dagen rapporten gjelder."},
            **options,
        )

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > self.today:
            raise ValidationError("En rapport kan ikke gjelde en dag fram i tid.")
        return day


def digest(data: Mapping[str, Any]) -> str:
    """A fingerprint of a sent form: the same form sent twice has the same one."""
    if not isinstance(data, QueryDict):
        return ""
    sent = sorted((name, values) for name, values in data.lists() if name != CSRF_FIELD)
    return sha256(repr(sent).encode("utf-8", "surrogatepass")).hexdigest()


class LinesField(TextField):
    """One thing on each line, as a list; blank lines, and bullets before a line, are left out."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return self._lines(text)

    @staticmethod
    def _lines(text: str) -> list[str]:
        lines = (re.sub(r"^\s*[-•*–]\s+", "", line).strip() for line in text.split("\n"))
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self._lines(self.to_python(data)) != (initial or [])

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class SeveralField[ModelT: Model](forms.ModelMultipleChoiceField[ModelT]):
    """Several rows; an id that no database holds is refused like any other unknown one."""

    def clean(self, value: Any) -> Any:
        for key in value or []:
            if as_id(str(key)) is None:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": key},
                )
        return super().clean(value)
