"""A theme's forms: its name, its words one on each line when it is new, and one word more."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from measures.models import Theme
from measures.models.theme import LONGEST_WORD, validate_word
from plans.models import locked
from reporting.models.theme import validate_words
from ruspolitikk.accounts.models import LoggedAct, Organisation, User, log_act
from ruspolitikk.fields import LinesField, TextField

TAKEN = "Det er allerede et tema som heter det."
ABBREVIATIONS = "En forkortelse i STORE bokstaver finnes bare som helt ord."


def log_theme(theme: Theme, what: str, before: str, after: str, *, by: User) -> None:
    """Themes are the city's."""
    city = Organisation.objects.get(kind=Organisation.Kind.CITY)
    log_act(LoggedAct.Kind.THEME, theme, what, before, after, by=by, of=city)


def mark(theme: Theme) -> str:
    """A fingerprint of the theme as it stood."""
    return sha256(theme.name.encode()).hexdigest()


class ThemeForm(forms.Form):
    """Its name."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = TextField(
        label="Navn",
        max_length=100,
        widget=forms.TextInput,
        error_messages={"required": "Skriv hva temaet heter."},
    )

    def __init__(self, theme: Theme, data: Any = None) -> None:
        super().__init__(data, initial={"name": theme.name, "seen": mark(theme)})
        self.theme = theme

    def save(self, by: User) -> bool:
        """False where somebody else was first, with the theme or its name; the form tells of it."""
        try:
            with transaction.atomic():
                return self._save(by)
        except IntegrityError:
            self.add_error("name", TAKEN)
            return False

    def _save(self, by: User) -> bool:
        theme = locked(self.theme, Theme.objects)
        if self._is_stale(theme):
            return False
        log_theme(theme, "Navn", theme.name, self.cleaned_data["name"], by=by)
        theme.name = self.theme.name = self.cleaned_data["name"]
        theme.save(update_fields=["name"])
        return True

    def _is_stale(self, saved: Theme) -> bool:
        """Whether somebody else saved after the form was opened; it then says what, and asks."""
        if self.cleaned_data["seen"] == mark(saved):
            return False
        self.add_error(
            None,
            "Noen andre endret temaet mens du skrev. Ingenting er overskrevet. Nå heter det "
            f"«{saved.name}». Lagrer du igjen, gjelder ditt.",
        )
        self.data = {**self.data.dict(), "seen": mark(saved)}  # type: ignore[attr-defined]
        return True

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Theme.objects.exclude(pk=self.theme.pk).filter(name=name).exists():
            raise ValidationError(TAKEN)
        return name


class NewThemeForm(ThemeForm):
    """Its name and its first words."""

    words = LinesField(
        label="Ord",
        help_text=(
            "Ett ord eller uttrykk på hver linje. Ett av dem er nok. «pårørende» finner også "
            f"«pårørendearbeid». {ABBREVIATIONS}"
        ),
        error_messages={"required": "Skriv minst ett ord."},
    )

    def _save(self, by: User) -> bool:
        self.theme.name = self.cleaned_data["name"]
        self.theme.choose_slug()
        self.theme.save(force_insert=True)
        for word in self.cleaned_data["words"]:
            self.theme.add_word(word, by=by)
        log_theme(self.theme, "Nytt tema", "", "\n".join(self.cleaned_data["words"]), by=by)
        return True

    def clean_words(self) -> list[str]:
        words = list(dict.fromkeys(" ".join(w.split()) for w in self.cleaned_data["words"]))
        validate_words(words)
        return words


class WordForm(forms.Form):
    """One word more."""

    nytt = TextField(
        label="Nytt ord",
        max_length=LONGEST_WORD,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=f"Bøyninger og sammensatte ord følger med. {ABBREVIATIONS}",
        error_messages={"required": "Skriv ordet."},
    )

    def clean_nytt(self) -> str:
        word = " ".join(str(self.cleaned_data["nytt"]).split())
        validate_word(word)
        return word
