"""What may not fit together in a plan. It is pointed out, never blocked: a person decides.

The rules are in `rules.py`. A dismissal names the digest of the facts that the warning
rests on, so it lapses by itself when they change, and holds when the same are reported again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import prefetch_related_objects

from measures.checks.rules import PlanWarning, Surroundings, risk_is_unanswered, warnings_of
from measures.models import Dismissal, Measure, Responsible, WarningKind
from plans.models import Plan, locked
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.days import Day
from ruspolitikk.personal_data.roles import known_words, persons_names
from ruspolitikk.wording import fold


class WarningGoneError(Exception):
    """The warning does not stand as it was seen: its facts have changed, or somebody else has
    dismissed it. Nothing was written."""


@dataclass(frozen=True, slots=True)
class DismissedWarning:
    """A warning that is quiet, and who put it to rest, when and why."""

    warning: PlanWarning
    dismissal: Dismissal


@dataclass(frozen=True, slots=True)
class Contradictions:
    """What the check of a plan came to, in the plan's order: the warnings that nobody has
    dismissed, those that somebody has, and high risks without an answer.

    `unanswered_risks` are measures with a high risk and neither a remark nor items that could
    counter it: one line for the plan, not a warning for each.
    """

    open: tuple[PlanWarning, ...]
    dismissed: tuple[DismissedWarning, ...]
    unanswered_risks: tuple[Measure, ...]


def contradictions_in(
    plan: Plan, measures: Sequence[Measure], on: date, *, reader: User
) -> Contradictions:
    """Check a plan's measures, read `as_of` the day.

    Whose name is a unit's is told by the part of the bydel's register that the reader may see.
    At most two queries beyond what is read; a third where the items have not been prefetched.
    """
    prefetch_related_objects(measures, "items")
    surroundings = Surroundings(
        known=_register_of(plan, reader, measures),
        same_text_as=_first_with_the_text((one.pk, one.number, one.text) for one in measures),
    )
    warnings = [warning for one in measures for warning in warnings_of(one, on, surroundings)]
    still_open, dismissed = _apart(warnings, Dismissal.objects.filter(measure__plan=plan))
    risks = tuple(one for one in measures if risk_is_unanswered(one))
    return Contradictions(still_open, dismissed, risks)


def risk_sentence(contradictions: Contradictions) -> str:
    """The one quiet line about high risk; empty where every one has an answer."""
    n = len(contradictions.unanswered_risks)
    if not n:
        return ""
    return f"{n} tiltak har høy risiko uten merknad eller delpunkter som kan møte den."


def open_warnings(
    measure: Measure, on: date, *, reader: User, dismissals: Iterable[Dismissal]
) -> tuple[PlanWarning, ...]:
    """The warnings of one measure that nobody has dismissed, by the `dismissals` of it: a query for
    its own page."""
    still_open, _dismissed = _apart(_warnings_now(measure, on, reader), dismissals)
    return still_open


# --- Dismissing, and showing again --------------------------------------------------------------


def dismiss(
    warning: WarningKind, facts: str, *, measure: Measure, reason: str, on: date, by: User
) -> None:
    """Put a warning to rest. WarningGoneError where it does not stand on these facts any more."""
    _act(measure, warning, facts, Dismissal.Act.DISMISSED, on=on, by=by, reason=reason)


def show_again(warning: WarningKind, facts: str, *, measure: Measure, on: date, by: User) -> None:
    """Take a dismissal back, by an act of its own. WarningGoneError as for `dismiss`."""
    _act(measure, warning, facts, Dismissal.Act.SHOWN_AGAIN, on=on, by=by)


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
    """Append the act, unless the warning is there already: a form sent twice is one act."""
    # Reports and edits take the same lock, so what is read below holds until this is written.
    locked(measure, Measure.objects)
    fresh = (
        Measure.objects.as_of(Day.being(on))
        .select_related("plan__organisation")
        .prefetch_related("items")
        .get(pk=measure.pk)
    )
    if not any(
        (warning.kind, warning.facts) == (kind, facts) for warning in _warnings_now(fresh, on, by)
    ):
        raise WarningGoneError
    newest = fresh.dismissals.filter(kind=kind, facts=facts).first()
    if (newest.act if newest else Dismissal.Act.SHOWN_AGAIN) == act:
        if newest and (newest.recorded_by_id, newest.reason) != (by.pk, reason) and reason:
            raise WarningGoneError  # somebody was first, and this reason would be lost unsaid
        return
    Dismissal.objects.create(
        measure=fresh,
        kind=kind,
        facts=facts,
        act=act,
        reason=reason,
        **signed(by, fresh.plan.organisation),
    )


def _warnings_now(measure: Measure, on: date, reader: User) -> list[PlanWarning]:
    texts = Measure.objects.filter(plan=measure.plan).order_by("position", "n")
    numbered = (
        (pk, code or str(n), text)
        for pk, code, n, text in texts.values_list("pk", "code", "n", "text")
    )
    known = _register_of(measure.plan, reader, [measure])
    surroundings = Surroundings(known, _first_with_the_text(numbered))
    return list(warnings_of(measure, on, surroundings))


def _apart(
    warnings: Sequence[PlanWarning], acts: Iterable[Dismissal]
) -> tuple[tuple[PlanWarning, ...], tuple[DismissedWarning, ...]]:
    """The open warnings, and those that are dismissed on just these facts."""
    if not warnings:
        return (), ()
    newest: dict[tuple[int, str, str], Dismissal] = {}
    earlier: dict[tuple[int, str], Dismissal] = {}
    for act in sorted(acts, key=lambda act: (act.recorded_at, act.pk)):
        newest[act.measure_id, act.kind, act.facts] = act
        if act.act == Dismissal.Act.DISMISSED:
            earlier[act.measure_id, act.kind] = act
    still_open, dismissed = [], []
    for warning in warnings:
        act_on_it = newest.get((warning.measure.pk, warning.kind, warning.facts))
        before = earlier.get((warning.measure.pk, warning.kind))
        if act_on_it is not None and act_on_it.act == Dismissal.Act.DISMISSED:
            dismissed.append(DismissedWarning(warning, act_on_it))
        elif before is not None and before.facts != warning.facts:
            still_open.append(replace(warning, earlier=before))
        else:
            still_open.append(warning)
    return tuple(still_open), tuple(dismissed)


def _register_of(plan: Plan, reader: User, measures: Iterable[Measure]) -> frozenset[str]:
    """The words that the register vouches for; not read where no measure names what may be a
    person."""
    if not any(persons_names(measure.responsible_text) for measure in measures):
        return frozenset()
    parties = Responsible.objects.visible_to(reader).filter(organisation_id=plan.organisation_id)
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
