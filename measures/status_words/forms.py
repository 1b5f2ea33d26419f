"""What a wording means: the words, whose they are, and the city's code for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from measures.models.waiting_words import Catch
from measures.vocabulary import DISPLAY_ORDER, StatusCode, proposed_status, read_status
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.fields import TextField

LONGEST = 200


class MappingForm(forms.Form):
    """`owners` are the organisations that this person says it for. What words that wait may well
    mean is chosen beforehand, and saved by nobody but who presses."""

    waits = TextField(required=False, widget=forms.HiddenInput)
    words = TextField(
        label="Ordene",
        max_length=LONGEST,
        widget=forms.TextInput,
        error_messages={"required": "Skriv ordene."},
    )
    code = forms.ChoiceField(
        label="Betyr",
        choices=[("", "Velg status"), *((c.value, c.label) for c in DISPLAY_ORDER)],
        error_messages={"required": "Velg hva ordene betyr."},
    )
    owner = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label="Gjelder for",
        to_field_name="slug",
        empty_label=None,
        required=False,
        error_messages={"invalid_choice": "Velg hvem ordene gjelder for."},
    )

    def __init__(
        self, owners: Sequence[Organisation], waits: str = "", data: Any = None, key: str = ""
    ) -> None:
        self.proposed = proposed_status(waits)
        initial = {
            "waits": waits,
            "words": beginning(waits),
            "code": self.proposed,
            "owner": owners[0].slug,
        }
        super().__init__(data, initial=initial, auto_id=f"ord-{key}-%s")
        self.anchor = f"ord-{key}"
        self.catch: Catch | None = None
        self.fields["code"].widget.attrs |= {
            "hx-post": reverse("measures:map-word"),
            "hx-target": "next [data-preview]",
            "hx-swap": "outerHTML",
        }
        owner = self.fields["owner"]
        owner.queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in owners]
        )
        self.only_owner = owners[0] if len(owners) == 1 else None
        if self.only_owner:
            owner.widget = forms.HiddenInput()
        else:
            owner.required = True

    def clean(self) -> dict[str, Any]:
        """The words are what the report that waits begins with, or they would fill nothing."""
        cleaned = super().clean() or {}
        if not self.errors.get("owner"):
            cleaned["owner"] = cleaned.get("owner") or self.only_owner
        waits, words, code = (cleaned.get(name) for name in ("waits", "words", "code"))
        if (
            waits
            and words
            and code
            and read_status(waits, {words: StatusCode(code)}, date.max) is None
        ):
            self.add_error(
                "words",
                "Rapporten begynner ikke med disse ordene, eller tar dem tilbake etterpå.",
            )
        return cleaned


class WithdrawMappingForm(forms.Form):
    reason = TextField(
        label="Hvorfor?",
        max_length=1000,
        widget=forms.TextInput,
        error_messages={"required": "Skriv hvorfor."},
    )


def beginning(words: str) -> str:
    """The first clause of a long report, on one line: what a person would call the wording."""
    line = words.split("\n", maxsplit=1)[0].strip()
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rpartition(" ")[0] or line[:LONGEST]
