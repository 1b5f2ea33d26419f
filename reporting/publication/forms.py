"""What a person answers about each finding, which remarks are let through, and why a page is taken
back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from reporting.models import Judgement
from reporting.publication.acts import Verdict
from reporting.publication.gate import Finding, GateGroup, Remark
from ruspolitikk.fields import TextField

Answer = Judgement.Answer
WHY = "hvorfor"
PREFIX = "f-"
"""Of each finding's two fields: «f-3c9a…» and «f-3c9a…-hvorfor»."""


@dataclass(frozen=True, slots=True)
class Question:
    """A finding and its two fields."""

    finding: Finding
    answer: forms.BoundField
    reason: forms.BoundField


class JudgementForm(forms.Form):
    """Two fields for each finding that a page shows; one that is not answered stays as it is."""

    def __init__(self, findings: Sequence[Finding], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.findings = findings
        for each in findings:
            name, judgement = f"{PREFIX}{each.key}", each.judgement
            self.fields[name] = forms.ChoiceField(
                label=f"{each.where}, {each.field.label}",
                choices=Answer.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=judgement.answer if judgement else None,
            )
            self.fields[f"{name}-{WHY}"] = TextField(
                label="Hvorfor",
                max_length=500,
                required=False,
                initial=judgement.reason if judgement else "",
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for each in self.findings:
            reason = f"{PREFIX}{each.key}-{WHY}"
            is_kept = cleaned.get(f"{PREFIX}{each.key}") == Answer.KEEP
            if is_kept and reason in cleaned and not cleaned[reason]:
                self.add_error(reason, "Skriv hvorfor det kan stå.")
        return cleaned

    @property
    def verdicts(self) -> Iterator[tuple[Finding, Verdict]]:
        for each in self.findings:
            name = f"{PREFIX}{each.key}"
            if answer := self.cleaned_data[name]:
                is_kept = answer == Answer.KEEP
                reason = self.cleaned_data[f"{name}-{WHY}"] if is_kept else ""
                yield each, Verdict(Answer(answer), reason)

    @property
    def n_gone(self) -> int:
        """How many answers were sent about what is not a finding any more."""
        asked = {f"{PREFIX}{each.key}" for each in self.findings}
        answered = {
            name
            for name in self.data
            if name.startswith(PREFIX) and not name.endswith(f"-{WHY}") and self.data[name]
        }
        return len(answered - asked)

    def questions(self, group: GateGroup) -> list[Question]:
        names = [(each, f"{PREFIX}{each.key}") for each in group.findings]
        return [Question(each, self[name], self[f"{name}-{WHY}"]) for each, name in names]


class RemarksForm(forms.Form):
    """A box for each remark of a bydel; nothing is ticked beforehand."""

    def __init__(self, remarks: Sequence[Remark], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.remarks = remarks
        for each in remarks:
            self.fields[each.key] = forms.BooleanField(
                label="La merknaden bli offentlig", required=False, initial=each.is_let_through
            )

    @property
    def chosen(self) -> list[tuple[Remark, bool]]:
        return [(each, self.cleaned_data[each.key]) for each in self.remarks]

    @property
    def lines(self) -> list[tuple[Remark, forms.BoundField]]:
        return [(each, self[each.key]) for each in self.remarks]


class TakeBackForm(forms.Form):
    """Why, which those who are logged in may read."""

    reason = TextField(
        label="Hvorfor trekkes siden tilbake?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Står i rundens historikk, ikke på den offentlige siden.",
        error_messages={"required": "Skriv hvorfor."},
    )
