"""What may not fit together in a plan. It is pointed out, never blocked: a person decides.

The rules are in `contradiction_rules`. A dismissal names the digest of the facts that the hint
rests on, so it lapses by itself when they change, and holds when the same are reported again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import prefetch_related_objects

from measures.checks.rules import Hint, Surroundings, hints_of, risk_is_unanswered
from measures.checks.text_faults import known_words
from measures.models import Dismissal, Measure, Responsible, WarningKind
from measures.models.queries import attach_state
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.wording import fold


class HintGoneError(Exception):
    """The hint does not stand as it was seen: its facts have changed, or somebody else has
    dismissed it. Nothing was written."""


@dataclass(frozen=True, slots=True)
class DismissedHint:
    """A hint that is quiet, and who put it to rest, when and why."""

    hint: Hint
    dismissal: Dismissal


@dataclass(frozen=True, slots=True)
class Contradictions:
    """What the control of a plan found, in the plan's order.

    `unanswered_risks` are measures with a high risk and neither a remark nor items that could
    counter it: one line for the plan, not a hint for each.
    """

    standing: tuple[Hint, ...]
    dismissed: tuple[DismissedHint, ...]
    unanswered_risks: tuple[Measure, ...]


def contradictions_in(plan: Plan, measures: Sequence[Measure], on: date) -> Contradictions:
    """Control a plan's measures, read `with_state(on)` and with their state attached.

    Two queries beyond what is read; a third where the items have not been prefetched.
    """
    prefetch_related_objects(measures, "items")
    surroundings = Surroundings(
        known=_register_of(plan),
        same_text_as=_first_with_the_text((one.pk, one.number, one.text) for one in measures),
    )
    found = [hint for one in measures for hint in hints_of(one, on, surroundings)]
    standing, dismissed = _apart(found, Dismissal.objects.filter(measure__plan=plan))
    risks = tuple(one for one in measures if risk_is_unanswered(one))
    return Contradictions(standing, dismissed, risks)


def risk_sentence(contradictions: Contradictions) -> str:
    """The one quiet line about high risk; empty where every one has an answer."""
    n = len(contradictions.unanswered_risks)
    if not n:
        return ""
    return f"{n} tiltak har høy risiko uten merknad eller delpunkter som kan møte den."


def standing_hints(measure: Measure, on: date) -> tuple[Hint, ...]:
    """The hints of one measure that nobody has dismissed: three queries, for its own page."""
    standing, _dismissed = _apart(_hints_now(measure, on), measure.dismissals.all())
    return standing


# --- Dismissing, and showing again --------------------------------------------------------------


def dismiss(
    hint: WarningKind, facts: str, *, measure: Measure, reason: str, on: date, by: User
) -> None:
    """Put a hint to rest. HintGoneError where it does not stand on these facts any more."""
    _act(measure, hint, facts, Dismissal.Act.DISMISSED, on=on, by=by, reason=reason)


def show_again(hint: WarningKind, facts: str, *, measure: Measure, on: date, by: User) -> None:
    """Take a dismissal back, by an act of its own. HintGoneError as for `dismiss`."""
    _act(measure, hint, facts, Dismissal.Act.SHOWN_AGAIN, on=on, by=by)


@transaction.atomic
def _act(
    measure: Measure,
    kind: WarningKind,
    facts: str,
    act: Dismissal.Act,
    *,
    on: date,
    by: User,
    reason: str = "",
) -> None:
    """Append the act, unless the hint is there already: a form sent twice is one act."""
    # Reports and edits take the same lock, so what is read below holds until this is written.
    Measure.objects.select_for_update().get(pk=measure.pk)
    fresh = (
        Measure.objects.with_state(on, today=on)
        .select_related("plan__organisation")
        .prefetch_related("items")
        .get(pk=measure.pk)
    )
    attach_state([fresh])
    if not any((hint.kind, hint.facts) == (kind, facts) for hint in _hints_now(fresh, on)):
        raise HintGoneError
    newest = fresh.dismissals.filter(kind=kind, facts=facts).first()
    if (newest.act if newest else Dismissal.Act.SHOWN_AGAIN) == act:
        if newest and (newest.recorded_by_id, newest.reason) != (by.pk, reason) and reason:
            raise HintGoneError  # somebody was first, and this reason would be lost unsaid
        return
    Dismissal.objects.create(
        measure=fresh,
        kind=kind,
        facts=facts,
        act=act,
        reason=reason,
        **signed(by, fresh.plan.organisation),
    )


def _hints_now(measure: Measure, on: date) -> list[Hint]:
    texts = Measure.objects.filter(plan=measure.plan).order_by("position", "n")
    numbered = (
        (pk, code or str(n), text)
        for pk, code, n, text in texts.values_list("pk", "code", "n", "text")
    )
    surroundings = Surroundings(_register_of(measure.plan), _first_with_the_text(numbered))
    return list(hints_of(measure, on, surroundings))


def _apart(
    found: Iterable[Hint], acts: Iterable[Dismissal]
) -> tuple[tuple[Hint, ...], tuple[DismissedHint, ...]]:
    """The hints that stand, and those that are dismissed on just these facts."""
    newest: dict[tuple[int, str, str], Dismissal] = {}
    earlier: dict[tuple[int, str], Dismissal] = {}
    for act in sorted(acts, key=lambda act: (act.recorded_at, act.pk)):
        newest[act.measure_id, act.kind, act.facts] = act
        if act.act == Dismissal.Act.DISMISSED:
            earlier[act.measure_id, act.kind] = act
    standing, dismissed = [], []
    for hint in found:
        answer = newest.get((hint.measure.pk, hint.kind, hint.facts))
        before = earlier.get((hint.measure.pk, hint.kind))
        if answer is not None and answer.act == Dismissal.Act.DISMISSED:
            dismissed.append(DismissedHint(hint, answer))
        elif before is not None and before.facts != hint.facts:
            standing.append(replace(hint, earlier=before))
        else:
            standing.append(hint)
    return tuple(standing), tuple(dismissed)


def _register_of(plan: Plan) -> frozenset[str]:
    parties = Responsible.objects.filter(organisation_id=plan.organisation_id)
    return known_words(parties.values_list("name", flat=True))


def _first_with_the_text(texts: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """For each measure whose text stands earlier in the plan: the number of the first with it."""
    first: dict[str, str] = {}
    repeated = {}
    for pk, number, text in texts:
        key = fold(text)
        if key in first:
            repeated[pk] = first[key]
        else:
            first[key] = number
    return repeated
