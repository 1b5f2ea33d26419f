"""«Før planen videre»: what becomes of every measure of a plan, decided as one form."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from measures.models import Measure
from measures.models.carry_over import CarryOver, CopyIsChangedError
from measures.models.succession import UNDECIDED, Decision, decisions_standing
from measures.plan_pages.carrying_over.forms import KINDS, OWN_COPY, DecisionForm, seal
from plans.models import Plan, locked, locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.wording import fold


class StaleDecisionsError(Exception):
    """Somebody else decided on some of the same measures; nothing was written."""


class CarryOverForm:
    """A row for each measure of the old plan, in its order."""

    def __init__(self, old_plan: Plan, new_plan: Plan, data: Any = None) -> None:
        self.old_plan, self.new_plan, self.data = old_plan, new_plan, data
        olds = list(
            Measure.objects.filter(plan=old_plan)
            .select_related("plan", "latest_status")
            .prefetch_related("items")
            .order_by("position", "n")
        )
        self.labels = labels_of(olds)
        self.by_label = {fold(label): pk for pk, label in self.labels.items()}
        decided = decisions_standing(old_plan, new_plan)
        self.rows = [self._row(old, decided.get(old.pk, UNDECIDED)) for old in olds]
        self._offer_targets(decided)

    def _row(self, old: Measure, decision: Decision) -> DecisionForm:
        saved = {
            "kind": decision.kind,
            "into": self.labels[decision.into] if decision.into else "",
            "target": str(decision.target or OWN_COPY),
            "reason": decision.reason,
        }
        data = None if self.data is None else self._sent_about(old)
        return DecisionForm(old, self.labels[old.pk], saved, data, has_copy=decision.has_copy)

    def _sent_about(self, old: Measure) -> Any:
        """The form as sent; «the rest» is continued where the button says so."""
        kind = f"t{old.pk}-kind"
        if self.data.get("rest") != KINDS.CONTINUED or self.data.get(kind):
            return self.data
        data = self.data.copy()
        data[kind] = KINDS.CONTINUED
        return data

    def _offer_targets(self, decided: Mapping[int, Decision]) -> None:
        """Each row may be continued in a measure of the new plan that no other is continued in."""
        taken = {str(decision.target) for decision in decided.values()}
        measures = Measure.objects.filter(plan=self.new_plan).select_related("plan")
        targets = [
            (str(measure.pk), f"{measure.number}. {measure.name[:80]}")
            for measure in measures.order_by("position", "n")
        ]
        none = "Et nytt tiltak, kopiert" if self.new_plan.is_draft else "Velg tiltak"
        for row in self.rows:
            free = [
                (pk, label) for pk, label in targets if pk not in taken or pk == row.saved["target"]
            ]
            row.fields["target"].choices = [(OWN_COPY, none), *free]  # type: ignore[attr-defined]

    @property
    def undecided(self) -> int:
        return sum(not row.saved["kind"] for row in self.rows)

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
            self._check_merged(row, kinds)
            self._check_target(row, chosen)
        return not self.faulty

    def _check_merged(self, row: DecisionForm, kinds: Mapping[int, str]) -> None:
        if row.typed["kind"] != KINDS.MERGED:
            return
        into = self.by_label.get(fold(row.typed["into"]))
        if into is None or into == row.measure.pk:
            row.add_error("into", "Skriv nummeret på et annet tiltak i listen.")
        elif kinds[into] != KINDS.CONTINUED:
            row.add_error("into", "Det tiltaket videreføres ikke. Velg et som gjør det.")

    def _check_target(self, row: DecisionForm, chosen: Mapping[str, int]) -> None:
        kind, target = row.typed["kind"], row.typed["target"]
        if kind == KINDS.CONTINUED and not target and not self.new_plan.is_draft:
            row.add_error("target", "Planen er vedtatt. Velg hvilket tiltak det videreføres i.")
        elif target and chosen[target] > 1:
            row.add_error("target", "Flere er valgt å videreføres i dette. Slå sammen de andre.")

    @transaction.atomic
    def save(self, by: User) -> None:
        """Write the decisions. Raises StaleDecisionsError where somebody else was first on a row
        that was touched here, and CopyIsChangedError; nothing is written then."""
        locked(self.new_plan, Plan.objects)
        locked_by_id(Measure.ever.filter(plan=self.new_plan).only("pk"))
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
        fields = row.wanted
        return Decision(
            kind=fields["kind"],
            target=int(fields["target"]) if fields["target"] else None,
            into=self.by_label[fold(fields["into"])] if fields["into"] else None,
            reason=fields["reason"],
        )

    def after_conflict(self) -> "CarryOverForm":
        """The form again: what was typed stays and each overtaken row says what is saved now; a
        row that was left alone shows what is saved."""
        fresh = CarryOverForm(self.old_plan, self.new_plan, self.data)
        fresh.is_valid()
        overtaken = {row.prefix for row in fresh.rows if row.was_overtaken}
        retry = self.data.copy()
        for row in fresh.rows:
            for name, value in {**row.wanted, "shown": seal(row.saved)}.items():
                retry[f"{row.prefix}-{name}"] = value
        again = CarryOverForm(self.old_plan, self.new_plan, retry)
        again.is_valid()
        kinds = {"": "Ikke bestemt", **dict(KINDS.choices)}
        for row in again.rows:
            if row.prefix in overtaken:
                saved = kinds[row.saved["kind"]]
                row.add_error("kind", f"Noen andre lagret «{saved}» mens du skrev.")
        return again

    def refuse(self, problem: CopyIsChangedError) -> None:
        """Say on the row that what it was copied to is not taken away."""
        sentence = "Tiltaket er endret i den nye planen, så valget kan ikke gjøres om her."
        for row in self.rows:
            if row.measure.pk == problem.old_id:
                row.add_error("kind", sentence)


def labels_of(measures: list[Measure]) -> dict[int, str]:
    """Measure id → what it is called by number here: its code, where no two have the same."""
    numbers = Counter(measure.number for measure in measures)
    is_unique = all(count == 1 for count in numbers.values())
    return {measure.pk: measure.number if is_unique else str(measure.n) for measure in measures}
