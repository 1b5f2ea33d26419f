"""«Før planen videre»: the new plan's period, and what becomes of each measure."""

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.db import transaction

from measures.models import Measure, Succession
from measures.models.succession import (
    UNDECIDED,
    CarryOver,
    CopyIsChangedError,
    Decision,
    copy_parts,
    decisions_standing,
)
from plans.forms import PlanForm
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import TextField
from ruspolitikk.wording import fold

KINDS = Succession.Kind
OWN_COPY = ""


class StaleDecisionsError(Exception):
    """Somebody else decided on some of the same measures; nothing was written."""


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
    """What becomes of one measure. `shown` is a fingerprint of what stood when it was opened."""

    kind = forms.ChoiceField(required=False, choices=[("", "Ikke bestemt"), *KINDS.choices])
    into = TextField(label="Slås sammen med tiltak nr.", required=False, max_length=20)
    target = forms.ChoiceField(label="Videreføres i", required=False)
    reason = TextField(label="Begrunnelse", required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        measure: Measure,
        label: str,
        standing: dict[str, str],
        data: Any = None,
        *,
        has_copy: bool = False,
    ) -> None:
        super().__init__(
            data, initial={**standing, "shown": seal(standing)}, prefix=f"t{measure.pk}"
        )
        self.measure, self.label, self.standing = measure, label, standing
        self.has_copy = has_copy
        self.fields["kind"].label = f"Hva skjer med tiltak {label}?"

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, without what another choice has made idle."""
        kind = self.cleaned_data.get("kind", "")
        asked_by = {"into": KINDS.MERGED, "target": KINDS.CONTINUED, "reason": KINDS.DROPPED}
        typed = {name: str(self.cleaned_data.get(name, "")) for name in self.standing}
        if self.has_copy and typed["target"] == OWN_COPY:  # it has one, made since the form opened
            typed["target"] = self.standing["target"]
        return {
            name: value if asked_by.get(name, kind) == kind else "" for name, value in typed.items()
        }

    @property
    def shown_seal(self) -> str:
        return str(self.cleaned_data.get("shown", ""))

    @property
    def is_touched(self) -> bool:
        return seal(self.typed) != self.shown_seal

    @property
    def was_overtaken(self) -> bool:
        """Whether somebody decided otherwise after the form was opened, and so did this one."""
        stands = seal(self.standing)
        return self.is_touched and stands not in (self.shown_seal, seal(self.typed))

    @property
    def may_choose(self) -> bool:
        """Whether there is more to continue in than a copy of its own."""
        target: Any = self.fields["target"]
        offered = {key for key, _label in target.choices}
        return bool(offered - {OWN_COPY, self.standing["target"]})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == KINDS.DROPPED and not fold(cleaned.get("reason", "")):
            self.add_error("reason", "Skriv hvorfor tiltaket ikke videreføres.")
        return cleaned


class CarryOverForm:
    """The decisions on every measure of a plan, as one form."""

    def __init__(self, old_plan: Plan, new_plan: Plan, data: Any = None) -> None:
        self.old_plan, self.new_plan, self.data = old_plan, new_plan, data
        self.olds = list(
            Measure.objects.filter(plan=old_plan)
            .select_related("plan", "latest_status")
            .order_by("position", "n")
        )
        self.labels = labels_of(self.olds)
        self.by_label = {fold(label): pk for pk, label in self.labels.items()}
        standing = decisions_standing(old_plan, new_plan)
        targets = self._targets(standing)
        self.rows = [
            DecisionForm(
                old,
                self.labels[old.pk],
                self._in_fields(standing.get(old.pk, UNDECIDED)),
                data if data is None else self._sent(data, old),
                has_copy=standing.get(old.pk, UNDECIDED).has_copy,
            )
            for old in self.olds
        ]
        for row in self.rows:
            target: Any = row.fields["target"]
            target.choices = [
                *([(OWN_COPY, "Et nytt tiltak, kopiert")] if new_plan.is_draft else
                  [(OWN_COPY, "Velg tiltak")]),
                *((str(pk), label) for pk, label, taken in targets
                  if not taken or str(pk) == row.standing["target"]),
            ]  # fmt: skip

    def _targets(self, standing: Mapping[int, Decision]) -> list[tuple[int, str, bool]]:
        """(id, name, whether another is continued in it) of the new plan's measures."""
        taken = {decision.target for decision in standing.values()}
        measures = Measure.objects.filter(plan=self.new_plan).select_related("plan")
        return [
            (measure.pk, f"{measure.number}. {measure.name[:80]}", measure.pk in taken)
            for measure in measures.order_by("position", "n")
        ]

    def _in_fields(self, decision: Decision) -> dict[str, str]:
        return {
            "kind": decision.kind,
            "into": self.labels[decision.into] if decision.into else "",
            "target": str(decision.target or OWN_COPY),
            "reason": decision.reason,
        }

    @staticmethod
    def _sent(data: Any, old: Measure) -> Any:
        """The form as sent; «the rest» is continued where the button says so."""
        kind = f"t{old.pk}-kind"
        if data.get("rest") == KINDS.CONTINUED and not data.get(kind):
            data = data.copy()
            data[kind] = KINDS.CONTINUED
        return data

    @property
    def undecided(self) -> int:
        return sum(not row.standing["kind"] for row in self.rows)

    @property
    def faulty(self) -> list[DecisionForm]:
        return [row for row in self.rows if row.errors]

    def is_valid(self) -> bool:
        if self.data is None:
            return False
        valid = [row.is_valid() for row in self.rows]  # every row says what is wrong with it
        if not all(valid):
            return False
        kinds = {row.measure.pk: row.cleaned_data["kind"] for row in self.rows}
        chosen = Counter(row.typed["target"] for row in self.rows)
        for row in self.rows:
            typed = row.typed
            if typed["kind"] == KINDS.MERGED:
                into = self.by_label.get(fold(typed["into"]))
                if into is None or into == row.measure.pk:
                    row.add_error("into", "Skriv nummeret på et annet tiltak i listen.")
                elif kinds[into] != KINDS.CONTINUED:
                    row.add_error("into", "Det tiltaket videreføres ikke. Velg et som gjør det.")
            if typed["kind"] == KINDS.CONTINUED and not typed["target"]:
                if not self.new_plan.is_draft:
                    row.add_error(
                        "target", "Planen er vedtatt. Velg hvilket tiltak det videreføres i."
                    )
            elif typed["target"] and chosen[typed["target"]] > 1:
                row.add_error(
                    "target", "Flere er valgt å videreføres i dette. Slå sammen de andre."
                )
        return not self.faulty

    @transaction.atomic
    def save(self, by: User) -> None:
        """Write the decisions. Raises StaleDecisionsError where somebody else was first on a row
        that was touched here, and CopyIsChangedError; nothing is written then."""
        Plan.objects.select_for_update().get(pk=self.new_plan.pk)
        fresh = CarryOverForm(self.old_plan, self.new_plan, self.data)
        if not fresh.is_valid() or any(row.was_overtaken for row in fresh.rows):
            raise StaleDecisionsError
        decisions = {row.measure.pk: fresh.decision(row) for row in fresh.rows}
        if any(
            one.into is not None and decisions[one.into].kind != KINDS.CONTINUED
            for one in decisions.values()
        ):  # merged by somebody else, meanwhile, into what is not continued here
            raise StaleDecisionsError
        CarryOver(self.old_plan, self.new_plan, by).decide(decisions)

    def decision(self, row: DecisionForm) -> Decision:
        """What the row says; what stands, where nobody touched it here."""
        said = row.typed if row.is_touched else row.standing
        return Decision(
            kind=said["kind"],
            target=int(said["target"]) if said["target"] else None,
            into=self.by_label[fold(said["into"])] if said["into"] else None,
            reason=said["reason"],
        )

    def told(self) -> "CarryOverForm":
        """The form again: what was typed stays and each overtaken row says what stands now; a row
        that was left alone shows what stands."""
        fresh = CarryOverForm(self.old_plan, self.new_plan, self.data)
        fresh.is_valid()
        retry = self.data.copy()
        overtaken = {row.prefix for row in fresh.rows if row.was_overtaken}
        for row in fresh.rows:
            stands = row.typed if row.is_touched else row.standing
            for name, value in {**stands, "shown": seal(row.standing)}.items():
                retry[f"{row.prefix}-{name}"] = value
        again = CarryOverForm(self.old_plan, self.new_plan, retry)
        again.is_valid()
        kinds = {"": "Ikke bestemt", **dict(KINDS.choices)}
        for row in again.rows:
            if row.prefix in overtaken:
                row.add_error(
                    "kind",
                    f"Noen andre lagret «{kinds[row.standing['kind']]}» mens du skrev.",
                )
        return again

    def refuse(self, problem: CopyIsChangedError) -> None:
        """Say on the row that what it was copied to is not taken away."""
        for row in self.rows:
            if row.measure.pk == problem.old_id:
                row.add_error(
                    "kind",
                    "Tiltaket er endret i den nye planen, så valget kan ikke gjøres om her.",
                )


def labels_of(measures: list[Measure]) -> dict[int, str]:
    """Measure id → what it is called by number here: its code, where no two have the same."""
    numbers = Counter(measure.number for measure in measures)
    is_unique = all(count == 1 for count in numbers.values())
    return {measure.pk: measure.number if is_unique else str(measure.n) for measure in measures}


def seal(values: Mapping[str, str]) -> str:
    """A short fingerprint of what a row's fields say."""
    said = repr(
        [values[name].replace("\r\n", "\n") for name in ("kind", "into", "target", "reason")]
    )
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
