"""The goals, strategies and innsatsområder of a plan, all in one form; and a measure's place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from measures.plan_pages.parts.lines import PartFormSet, part_lines
from measures.plan_pages.parts.rewriting import rewrite_parts
from measures.plan_pages.parts.topics import TopicFormSet, topic_lines
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import TextField


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field of a line, and the id of the field."""

    label: str
    sentence: str
    field_id: str


class PartsForm(forms.Form):
    """All of a plan's parts. Make it with the plan's row locked: it compares with what is saved.

    An adopted plan's goals and strategies change with a reason alone (domain.md, «An adopted plan's
    own facts»).
    """

    reason = TextField(
        label="Hvorfor endres den vedtatte planen?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Når du endrer mål eller strategier. Kan leses av alle som kan lese planen.",
    )

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data)
        self.plan = plan
        self.groups: Sequence[PartFormSet] = [
            part_lines(plan, "maal", data),
            part_lines(plan, "strategi", data),
        ]
        self.topics: TopicFormSet = topic_lines(plan, data)
        if plan.is_draft:
            del self.fields["reason"]

    def is_valid(self) -> bool:
        of_lines = [*(group.is_valid() for group in self.groups), self.topics.is_valid()]
        return super().is_valid() and all(of_lines)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_due = "reason" in self.fields and any(group.has_changes for group in self.groups)
        if is_due and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Skriv hvorfor.")
        return cleaned

    @property
    def is_conflict(self) -> bool:
        return any(form.is_conflict for group in self.groups for form in group.forms)

    def faults(self) -> list[Fault]:
        """What is wrong, in the order of the page."""
        lines: list[forms.BaseForm] = [form for group in self.groups for form in group.forms]
        too_many = [
            Fault(group.heading, " ".join(map(str, group.non_form_errors())), group.kind)
            for group in self.groups
            if group.non_form_errors()
        ]
        if self.topics.non_form_errors():
            sentence = " ".join(map(str, self.topics.non_form_errors()))
            too_many.append(Fault("Innsatsområder", sentence, "innsats"))
        return too_many + [
            Fault(str(field.label), " ".join(map(str, field.errors)), field.auto_id)
            for form in (*lines, *self.topics.forms, self)
            for field in form
            if field.errors
        ]

    def save(self, by: User) -> None:
        """Call it in the transaction that made the form."""
        reason = self.cleaned_data.get("reason", "")
        for group in self.groups:
            if group.has_changes:
                rewrite_parts(self.plan, group.rewriting(), reason=reason, by=by)
        self.topics.save(by)


class PlaceForm(forms.Form):
    """«Flytt til plass nr.»"""

    place = forms.IntegerField(label="Plass", min_value=1)

    def __init__(self, last: int, data: Any = None) -> None:
        super().__init__(data)
        self.last = last

    def clean_place(self) -> int:
        place: int = self.cleaned_data["place"]
        return min(place, self.last)
