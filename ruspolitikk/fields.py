"""Text as people type it: kept as it is, or refused with a sentence."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from django.utils.timezone import localdate

from ruspolitikk.addresses import as_id
from ruspolitikk.day_reading import DayRefusedError, read_day
from ruspolitikk.personal_data import (
    ALL,
    Kind,
    findings_beside,
    identity_in,
    question_about,
    sums_of,
)

CSRF_FIELD = "csrfmiddlewaretoken"
MARK_FIELD = "merke"
"""Whose form it is: `accounts/kept_forms/marks.py`."""
KEPT_FIELD = "ulagret"
"""Which kept text a form was filled from: `accounts/kept_forms/keeping.py`."""
NOT_TYPED = frozenset({CSRF_FIELD, MARK_FIELD, KEPT_FIELD})
"""What every form sends beside its own fields."""
ASKED_ABOUT = "-spurt"
"""After a field's name: what was asked about in it, so that a second saving says yes."""
A_YEAR_IN_DAYS = 366
MOST_LINES = 100
"""Lines of a form that holds a line for each of some things, unless there are nearly as many."""
TOO_MANY_LINES = "Det er sendt flere enn %(num)d linjer. Ingenting er lagret. Last siden på nytt."
NO_PLACE_HERE = (
    "Her står det et fødselsnummer («%s»). Det kan ikke lagres her. Ta det bort, og lagre igjen."
)
LONGEST_TEXT = 32_000
"""Characters of any text that has no limit of its own: what a cell of Excel holds."""

# A lone surrogate cannot be stored; U+FFFD is what is left of bytes that were not text.
_UNSTORABLE = re.compile("[\ud800-\udfff\ufffd]")


def most_lines(saved: int) -> int:
    """How many lines a form may send where so many things are saved."""
    return max(MOST_LINES, saved + MOST_LINES // 2)


class AskedText(forms.BoundField):
    """A text, and beside it what somebody was asked about in it, so that a second saving says yes.

    What stood in the field when it was opened is not asked about: it was, when it was written.
    """

    asking: Collection[str] = ()
    """The sums of what is asked about now."""

    @property
    def _answered(self) -> frozenset[str]:
        return frozenset(str(self.form.data.get(f"{self.html_name}{ASKED_ABOUT}", "")).split())

    def ask(self, text: str) -> None:
        """Raises ValidationError where something in the text is to be asked about, or refused."""
        own: Any = self.field
        if Kind.IDENTITY in own.points_out and (number := identity_in(text)):
            raise ValidationError(NO_PLACE_HERE % number, code="identity")
        stood = str(self.field.prepare_value(self.initial) or "")
        new = [each for each in findings_beside(text, stood) if each.kind in own.points_out]
        if sums_of(new) - self._answered:
            self.asking = sums_of(new)
            raise ValidationError(question_about(new), code="asked")

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> Any:
        field = super().as_widget(widget, attrs, only_initial)
        if self.is_hidden or not (asked := self.asking or self._answered):
            return field
        name = f"{self.html_name}{ASKED_ABOUT}"
        renderer = self.form.renderer
        return field + forms.HiddenInput().render(name, " ".join(sorted(asked)), None, renderer)


class TextField(forms.CharField):
    """Text whose line breaks are one character each; what no database can keep is refused, and what
    is longer than LONGEST_TEXT where no shorter limit is given.

    What looks like personal data is asked about once (`personal_data`), of the kinds that
    `points_out` names; a fødselsnummer is refused.
    """

    bound_field_class = AskedText
    default_error_messages: ClassVar[Any] = {
        "max_length": "Her er det %(show_value)d tegn. Det er plass til %(limit_value)d: kort ned.",
    }
    _bound: AskedText | None = None

    def __init__(
        self, *, max_length: int | None = None, points_out: Collection[Kind] = ALL, **options: Any
    ) -> None:
        super().__init__(max_length=max_length or LONGEST_TEXT, **options)
        self.points_out = points_out

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Any:
        bound: Any = super().get_bound_field(form, field_name)
        self._bound = bound
        return bound

    def run_validators(self, value: Any) -> None:
        super().run_validators(value)
        if self._bound and self.points_out and not self._bound.is_hidden:
            self._bound.ask(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`, by which a browser cuts what is pasted and says nothing."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}

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
    """A day as people write it (`day_reading`), shown day first."""

    widget: Any = forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return read_day(str(value), today=localdate())
        except DayRefusedError as problem:
            raise ValidationError(str(problem), code="invalid") from problem


class AskedDayInput(forms.DateInput):
    """A day, and beside it the one that is asked about, so that a second saving says yes.

    `answered` is the day that was asked about when the form was shown, `asking` the one to ask
    about now; both are written YYYY-MM-DD.
    """

    answered = ""
    asking = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.answered = data.get(f"{name}{ASKED_ABOUT}", "")
        return super().value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        field = super().render(name, value, attrs, renderer)
        if not (asked := self.asking or self.answered):
            return field
        return field + forms.HiddenInput().render(f"{name}{ASKED_ABOUT}", asked, None, renderer)


class DayBackInTimeField(DayField):
    """A day that is asked about once where it is before `first_day` (the plan's, where a form sets
    it) or more than a year before today: it is saved when the form is sent once more (domain.md,
    «Deadlines»)."""

    widget = AskedDayInput(format="%d.%m.%Y", attrs={"autocomplete": "off"})
    first_day: date | None = None

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        question = self._question(day) if day else ""
        if question and self.widget.answered != f"{day:%Y-%m-%d}":
            self.widget.asking = f"{day:%Y-%m-%d}"
            raise ValidationError(f"{question} Stemmer det, lagrer du en gang til.", code="asked")
        return day

    def _question(self, day: date) -> str:
        today = localdate()
        if self.first_day and day < self.first_day:
            return f"{day:%d.%m.%Y} er før planen begynner ({self.first_day:%d.%m.%Y})."
        if (today - day).days > A_YEAR_IN_DAYS:
            return f"{day:%d.%m.%Y} er mer enn et år tilbake."
        return ""


class DayOfReport(DayBackInTimeField):
    """The day that a report speaks of; its form sets `today`, which is the last it may be."""

    today: date
    later = "En rapport kan ikke gjelde en dag fram i tid."

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Status per",
            error_messages={"required": "Skriv dagen rapporten gjelder."},
            **options,
        )

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > self.today:
            raise ValidationError(self.later)
        return day


def digest(data: Mapping[str, Any]) -> str:
    """A fingerprint of a sent form: the same form sent twice has the same one."""
    if not isinstance(data, QueryDict):
        return ""
    sent = sorted((name, values) for name, values in data.lists() if name not in NOT_TYPED)
    return sha256(repr(sent).encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(values: Mapping[str, Any]) -> str:
    """Of what a form was opened on, by the names of its fields: where it is another when the form
    is sent, somebody else has saved meanwhile."""
    said = sorted((name, repr(value)) for name, value in values.items())
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


_LINE_BREAK = re.compile("[\n\v\f\x85\u2028\u2029]")
_BULLET = re.compile(
    r"\s*(?:"
    r"[-•*–]\s+"  # as people type them
    # As Word, Excel and PDFs paste them: the sign is one only where a tab or two spaces follow.
    r"|(?:[·oO§¨Øø‣▪▫◦●○■□►▸➢➤✓✔❖—\ue000-\uf8ff]|[0-9]{1,2}[.)]|[a-zæøå][.)])(?:\t|[ \xa0]{2})\s*"
    r")"
)


def _without_bullet(line: str) -> str:
    bullet = _BULLET.match(line)
    return line[bullet.end() :] if bullet else line


class LinesField(TextField):
    """One thing on each line, as a list; blank lines, and bullets before a line, are left out."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return self._lines(text)

    @staticmethod
    def _lines(text: str) -> list[str]:
        lines = (_without_bullet(line).strip() for line in _LINE_BREAK.split(text))
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self._lines(self.to_python(data)) != (initial or [])

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class PlaceField(forms.IntegerField):
    """Where a line is to stand among the others: a number from 0, or None where nobody said."""

    def __init__(self) -> None:
        super().__init__(
            label="Plass",
            required=False,
            min_value=0,
            max_value=9999,
            error_messages={"invalid": "Skriv plassen som et tall."},
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )


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
