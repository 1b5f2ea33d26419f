"""A section of a public page, as a byadministrator writes it."""

from typing import Any

from django import forms

from ruspolitikk.accounts.public_pages.sections import Written
from ruspolitikk.fields import TextField, fingerprint
from ruspolitikk.personal_data import IDENTITY_ALONE


class SectionForm(forms.Form):
    """`seen` is what the section said when the form was opened: of two who write at once, the
    second is told what stands now."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = TextField(
        required=False,
        points_out=IDENTITY_ALONE,  # whom to ask is a name and an address
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="En tom linje skiller avsnitt. Linjer som begynner med «- », blir en liste.",
    )

    def __init__(self, now: Written, data: Any = None) -> None:
        self.now, self.standing = now, fingerprint({"text": now.text})
        super().__init__(data, initial={"text": now.text, "seen": self.standing})
        self.fields["text"].label = now.section.heading

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") != self.standing:
            sent: Any = self.data.copy()  # type: ignore[attr-defined]
            sent["seen"] = self.standing
            self.data = sent
            self.add_error(
                None,
                "Noen andre lagret mens du skrev, og ingenting er overskrevet. Det du skrev, står "
                f"i skjemaet. Lagrer du igjen, gjelder din tekst. Lagret nå: {self.now.text}",
            )
        return cleaned
