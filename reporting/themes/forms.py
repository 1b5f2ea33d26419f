"""A theme's form: its name, and its words one on each line."""

from hashlib import sha256
from typing import Any

from django import forms
from django.db import IntegrityError, transaction

from reporting.models import Theme, validate_words
from ruspolitikk.fields import LinesField, TextField


def mark(theme: Theme) -> str:
    """A fingerprint of the theme as it stood."""
    return sha256(repr((theme.name, theme.words)).encode()).hexdigest()


class ThemeForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = TextField(
        label="Navn",
        max_length=100,
        widget=forms.TextInput,
        error_messages={"required": "Skriv hva temaet heter."},
    )
    words = LinesField(
        label="Ord",
        help_text=(
            "Ett ord eller uttrykk på hver linje. Ett av dem er nok. «pårørende» finner også "
            "«pårørendearbeid». En forkortelse i STORE bokstaver finnes bare som helt ord."
        ),
        error_messages={"required": "Skriv minst ett ord."},
    )

    def __init__(self, theme: Theme, data: Any = None) -> None:
        initial = {"name": theme.name, "words": theme.words, "seen": mark(theme)}
        super().__init__(data, initial=initial)
        self.theme = theme

    def save(self) -> bool:
        """False where somebody else was first, with the theme or its name; the form tells of it."""
        is_new = self.theme.pk is None
        try:
            with transaction.atomic():
                theme = (
                    self.theme
                    if is_new
                    else Theme.objects.select_for_update().get(pk=self.theme.pk)
                )
                if not is_new and self._is_stale(theme):
                    return False
                theme.name, theme.words = self.cleaned_data["name"], self.cleaned_data["words"]
                if is_new:
                    theme.choose_slug()
                theme.save(force_insert=is_new)
        except IntegrityError:
            self.add_error("name", "Det er allerede et tema som heter det.")
            return False
        self.theme.name, self.theme.slug = theme.name, theme.slug
        return True

    def _is_stale(self, saved: Theme) -> bool:
        """Whether somebody else saved after the form was opened; it then says what, and asks."""
        if self.cleaned_data["seen"] == mark(saved):
            return False
        self.add_error(
            None,
            "Noen andre endret temaet mens du skrev. Ingenting er overskrevet. Nå heter det "
            f"«{saved.name}», med ordene {', '.join(saved.words)}. Lagrer du igjen, "
            "gjelder ditt.",
        )
        self.data = {**self.data.dict(), "seen": mark(saved)}  # type: ignore[attr-defined]
        return True

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        others = Theme.objects.exclude(pk=self.theme.pk)
        if others.filter(name=name).exists():
            raise forms.ValidationError("Det er allerede et tema som heter det.")
        return name

    def clean_words(self) -> list[str]:
        words = list(dict.fromkeys(" ".join(w.split()) for w in self.cleaned_data["words"]))
        validate_words(words)
        return words
