"""«Før planen videre»: the new plan's period, and what becomes of one measure."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.db import transaction

from measures.models import Measure, Succession
from measures.models.carry_over import copy_parts, items_carried
from plans.forms import PlanForm
from plans.models import Plan
from ruspolitikk.fields import TextField
from ruspolitikk.wording import fold, plural

KINDS = Succession.Kind
OWN_COPY = ""


class ContinueForm(PlanForm):
    """The plan that follows another: its name and period; the rest is as in the old one."""

    def __init__(self, old_plan: Plan, data: Any = None) -> None:
        super().__init__([old_plan.organisation], data)
        self.old_plan = old_plan
        for name in ("case_number", "columns", "goal_cell_is_local"):
            del self.fields[name]
        self.instance.columns = old_plan.columns
        self.instance.goal_cell_is_local = old_plan.goal_cell_is_local
        self.fields["starts_on"].required = True
        self.fields["starts_on"].error_messages["required"] = "Skriv planens første dag."

    def clean_starts_on(self) -> Any:
        starts_on, before = self.cleaned_data["starts_on"], self.old_plan.starts_on
        if before and starts_on and starts_on <= before:
            raise forms.ValidationError(
                f"Den nye planen må begynne etter den gamle, som begynte {before:%d.%m.%Y}."
            )
        return starts_on

    @transaction.atomic
    def save_next(self) -> tuple[Plan, bool]:
        """The new draft with the old plan's goals and strategies; made once however often sent."""
        plan, is_new = self.create()
        if is_new:
            copy_parts(self.old_plan, plan)
        return plan, is_new


class DecisionForm(forms.Form):
    """What becomes of one measure. `saved` is what the fields say of what is decided already, and
    `shown` a fingerprint of what was when the form was opened."""

    kind = forms.ChoiceField(required=False, choices=[("", "Ikke bestemt"), *KINDS.choices])
    into = TextField(label="Slås sammen med tiltak nr.", required=False, max_length=20)
    target = forms.ChoiceField(label="Videreføres i", required=False)
    reason = TextField(label="Begrunnelse", required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        measure: Measure,
        label: str,
        saved: dict[str, str],
        data: Any = None,
        *,
        has_copy: bool = False,
    ) -> None:
        super().__init__(data, initial={**saved, "shown": seal(saved)}, prefix=f"t{measure.pk}")
        self.measure, self.label, self.saved = measure, label, saved
        self.has_copy = has_copy
        self.fields["kind"].label = f"Hva skjer med tiltak {label}?"
        if left := len(items_carried(measure)):
            self.fields["into"].help_text = (
                f"{left} {plural(left, 'delpunkt', 'delpunkter')} blir ikke med. "
                "Skriv dem inn i det andre tiltaket hvis de skal videre."
            )

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, without what another choice has made idle."""
        kind = self.cleaned_data.get("kind", "")
        asked_by = {"into": KINDS.MERGED, "target": KINDS.CONTINUED, "reason": KINDS.DROPPED}
        typed = {name: str(self.cleaned_data.get(name, "")) for name in self.saved}
        if self.has_copy and typed["target"] == OWN_COPY:  # it has one, made since the form opened
            typed["target"] = self.saved["target"]
        return {
            name: value if asked_by.get(name, kind) == kind else "" for name, value in typed.items()
        }

    @property
    def wanted(self) -> dict[str, str]:
        """What shall be saved: what was typed, or what is saved where nobody touched it here."""
        return self.typed if self.is_touched else self.saved

    @property
    def shown_seal(self) -> str:
        return str(self.cleaned_data.get("shown", ""))

    @property
    def is_touched(self) -> bool:
        return seal(self.typed) != self.shown_seal

    @property
    def was_overtaken(self) -> bool:
        """Whether somebody decided otherwise after the form was opened, and so did this one."""
        return self.is_touched and seal(self.saved) not in (self.shown_seal, seal(self.typed))

    @property
    def may_choose(self) -> bool:
        """Whether there is more to continue in than a copy of its own."""
        target: Any = self.fields["target"]
        offered = {key for key, _label in target.choices}
        return bool(offered - {OWN_COPY, self.saved["target"]})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == KINDS.DROPPED and not fold(cleaned.get("reason", "")):
            self.add_error("reason", "Skriv hvorfor tiltaket ikke videreføres.")
        return cleaned


def seal(values: Mapping[str, str]) -> str:
    """A short fingerprint of what a row's fields say."""
    fields = ("kind", "into", "target", "reason")
    written = repr([values[name].replace("\r\n", "\n") for name in fields])
    return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:16]
