"""Saving what shall become of a plan's measures: the decisions, and the copies that they make."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.timezone import localdate

from measures.models.assignment import Assignment
from measures.models.deadline import TIMELESS_KINDS, Deadline, fields_from_meaning
from measures.models.item import Item
from measures.models.measure import Measure, joining_day
from measures.models.no_local_measure import NoLocalMeasure
from measures.models.succession import Decision, Succession, in_effect_between
from measures.models.withdrawable import IN_EFFECT
from plans.models import Deletion, Goal, Plan, Strategy
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.wording import fold


class CopyIsChangedError(Exception):
    """What a measure was copied to has been worked on, so it is not taken away again."""

    def __init__(self, old_id: int) -> None:
        super().__init__(old_id)
        self.old_id = old_id


class CarryOver:
    """One saving of decisions, inside a transaction that has locked the new plan's row."""

    def __init__(self, old_plan: Plan, new_plan: Plan, by: User) -> None:
        self.old_plan, self.new_plan, self.by = old_plan, new_plan, by
        self.olds = {
            measure.pk: measure
            for measure in Measure.objects.filter(plan=old_plan)
            .select_related("plan", "strategy__means", "latest_deadline")
            .prefetch_related("items", "assignments", "goals__means", "answers")
            .order_by("position", "n")
        }
        self.before = {row.old_id: row for row in in_effect_between(old_plan, new_plan)}
        self.said_at = timezone.now()
        self.said_as = by.recorded_as(new_plan.organisation)

    def decide(self, decisions: Mapping[int, Decision]) -> None:
        """Make every decision so; those that are so already are left as they were said.

        The decisions are of all the old plan's measures, and agree with each other: what others
        are merged into is itself continued. Raises CopyIsChangedError.
        """
        kinds = Succession.Kind
        after: dict[int, int | None] = {}
        for old_id, decision in decisions.items():
            if decision.kind == kinds.CONTINUED and decision.target is not None:
                after[old_id] = decision.target
        copied = [
            old_id
            for old_id in self.olds
            if decisions[old_id].kind == kinds.CONTINUED and decisions[old_id].target is None
        ]
        after |= dict.fromkeys(copied)
        self._withdraw(decisions, after)
        after |= self._copy([self.olds[old_id] for old_id in copied])
        for old_id, decision in decisions.items():
            if decision.kind == kinds.MERGED and decision.into is not None:
                after[old_id] = after[decision.into]
        Succession.objects.bulk_create(
            Succession(
                plan=self.new_plan,
                old=self.olds[old_id],
                new_id=after.get(old_id),
                kind=decision.kind,
                reason=decision.reason,
                is_copy=old_id in copied,
                recorded_at=self.said_at,
                recorded_by=self.by,
                recorded_as=self.said_as,
            )
            for old_id, decision in decisions.items()
            if decision.kind and old_id not in self.before
        )

    def _withdraw(self, decisions: Mapping[int, Decision], after: Mapping[int, int | None]) -> None:
        """Take back what is decided otherwise now; a copy that nobody has touched goes with it."""
        gone = []
        for old_id, row in list(self.before.items()):
            decision = decisions[old_id]
            leads_to = after.get(old_id if decision.into is None else decision.into)
            if (row.kind, row.reason, row.new_id) != (decision.kind, decision.reason, leads_to):
                gone.append(self.before.pop(old_id))
        Succession.objects.filter(pk__in=[row.pk for row in gone]).withdraw(by=self.by)
        kept = {new_id for new_id in after.values() if new_id is not None}
        for row in gone:
            if row.is_copy and row.new_id not in kept and self.new_plan.is_draft:
                self._take_away(row)

    def _take_away(self, row: Succession) -> None:
        copy = Measure.objects.get(pk=row.new_id)
        carried = copy.deadlines.filter(recorded_at=row.recorded_at)  # said as the copy was made
        others = copy.deadlines.exclude(recorded_at=row.recorded_at)
        if copy.edit_version or copy.report_version or others.exists():
            raise CopyIsChangedError(row.old_id)
        Succession.objects.filter(new=copy).exclude(IN_EFFECT).update(new=None)
        try:
            with transaction.atomic():
                Deletion.objects.create(
                    organisation=self.new_plan.organisation,
                    what=Deletion.What.MEASURE,
                    address=copy.get_absolute_url(),
                    **signed(self.by, self.new_plan.organisation),
                )
                carried.delete()
                copy.delete()
        except ProtectedError:
            raise CopyIsChangedError(row.old_id) from None

    def _copy(self, olds: list[Measure]) -> dict[int, int]:
        """Old id → the id of its copy: texts, parts, answers, a timeless deadline; no history."""
        last = Measure.ever.filter(plan=self.new_plan).aggregate(n=Max("n"), at=Max("position"))
        goals = _counterparts(Goal, self.new_plan)
        strategies = _counterparts(Strategy, self.new_plan)
        joined_on = joining_day(self.new_plan, localdate(self.said_at))
        copies = []
        for number, old in enumerate(olds, start=1):
            copy = Measure(
                plan=self.new_plan,
                joined_on=joined_on,
                n=(last["n"] or 0) + number,
                position=(last["at"] or 0) + number,
                text=text_carried(old),
                strategy=_counterpart(strategies, old.strategy),
                **{name: getattr(old, name) for name in COPIED},
            )
            copy.derive([item.text for item in items_carried(old)])
            copies.append(copy)
        Measure.objects.bulk_create(copies, batch_size=500)
        pairs = list(zip(olds, copies, strict=True))
        Item.objects.bulk_create(
            Item(measure=copy, position=position, text=item.text)
            for old, copy in pairs
            for position, item in enumerate(items_carried(old), start=1)
        )
        Assignment.objects.bulk_create(
            Assignment(measure=copy, responsible_id=held.responsible_id, position=held.position)
            for old, copy in pairs
            for held in old.assignments.all()
        )
        Measure.goals.through.objects.bulk_create(
            Measure.goals.through(measure=copy, goal=goal)
            for old, copy in pairs
            for goal in {_counterpart(goals, own) for own in old.goals.all()} - {None}
        )
        Measure.answers.through.objects.bulk_create(
            Measure.answers.through(from_measure=copy, to_measure=answered)
            for old, copy in pairs
            for answered in old.answers.all()
        )
        self._carry_deadlines(pairs)
        NoLocalMeasure.objects.answered(self.new_plan).withdraw(by=self.by)
        made = {old.pk: copy.pk for old, copy in pairs}
        self._place(made)
        return made

    def _carry_deadlines(self, pairs: Sequence[tuple[Measure, Measure]]) -> None:
        """Give each copy the deadline that means the same in the new plan, from its first day."""
        carried = [
            Deadline(
                measure=copy,
                applies_on=copy.first_day or localdate(self.said_at),
                recorded_at=self.said_at,
                recorded_by=self.by,
                recorded_as=self.said_as,
                **fields_from_meaning(deadline.words, deadline.meaning),
            )
            for old, copy in pairs
            if (deadline := old.latest_deadline) and deadline.kind in TIMELESS_KINDS
        ]
        Deadline.objects.bulk_create(carried)
        copies = Measure.objects.filter(pk__in=[deadline.measure_id for deadline in carried])
        copies.point_at_newest(Deadline)

    def _place(self, made: Mapping[int, int]) -> None:
        """Put each copy after what the measure before it in the old plan leads to."""
        leads_to = {old_id: row.new_id for old_id, row in self.before.items()} | dict(made)
        measures = list(Measure.objects.filter(plan=self.new_plan).order_by("position", "n"))
        order = [measure.pk for measure in measures if measure.pk not in made.values()]
        place = 0
        for old_id in self.olds:
            if (copy_id := made.get(old_id)) is not None:
                order.insert(place, copy_id)
            if leads_to.get(old_id) in order:
                place = order.index(leads_to[old_id]) + 1
        places = {pk: position for position, pk in enumerate(order, start=1)}
        for measure in measures:
            measure.position = places[measure.pk]
        Measure.objects.bulk_update(measures, ["position"], batch_size=500)


COPIED = ("code", "title", "goal_text", "topic", "responsible_text")


def items_carried(old: Measure) -> list[Item]:
    """The bullets that go along to the next plan: those not done."""
    return [item for item in old.items.all() if item.done_on is None]


def text_carried(old: Measure) -> str:
    """The text of the copy: without what is done, where the text is a list of its items."""
    carried = items_carried(old)
    if len(carried) == len(old.items.all()):
        return old.text
    return old.text_with_items([item.text for item in carried]) or old.text


def copy_parts(old_plan: Plan, new_plan: Plan) -> None:
    """Give a new plan the goals and strategies of the one before it."""
    Goal.objects.bulk_create(
        Goal(plan=new_plan, number=g.number, text=g.text, code=g.code, means_id=g.means_id)
        for g in old_plan.goals.all()
    )
    Strategy.objects.bulk_create(
        Strategy(plan=new_plan, number=s.number, text=s.text, means_id=s.means_id)
        for s in old_plan.strategies.all()
    )


def _counterparts[PartT: (Goal, Strategy)](model: type[PartT], plan: Plan) -> list[PartT]:
    return list(model.objects.filter(plan=plan).order_by("number"))


def _counterpart[PartT: (Goal, Strategy)](
    parts: Iterable[PartT], old: PartT | None
) -> PartT | None:
    """The new plan's part that says the same, else the one that means the same of the city's."""
    if old is None:
        return None
    for part in parts:
        if fold(part.text) == fold(old.text):
            return part
    return next((p for p in parts if old.means_id and p.means_id == old.means_id), None)
