"""How «Å gjøre» is told: a sentence, the counts, and lists whose every row ends in one act."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.models.round import Round
from reporting.todo.groups import groups, replies
from reporting.todo.next_plan import Progress
from reporting.todo.next_plan_groups import left_in_draft, to_make_ready
from reporting.todo.rows import Group
from reporting.todo.waiting import Todo
from ruspolitikk.wording import listed, plural


@dataclass(frozen=True, slots=True)
class BydelPart:
    """What the page says of one bydel; a redaktør may have several.

    `progress` is of the draft, or of the plan that has not begun, where none counts; then
    `first_round` is the first that asks about the plan.
    """

    todo: Todo
    sentence: str
    groups: Sequence[Group]
    progress: Progress | None = None
    first_round: Round | None = None


def bydel_part(todo: Todo) -> BydelPart:
    """What is so, and the next step: with a plan that counts, one not begun, a draft, or none."""
    plans = todo.plans
    if plans.in_force:
        return BydelPart(todo, _in_force(todo), groups(todo))
    plan = plans.coming or plans.draft
    if plan is None:
        name = todo.bydel.full_name
        sentence = f"{name} har ingen plan ennå. Legg den inn, så kan dere rapportere."
        return BydelPart(todo, sentence, replies(todo))
    progress = Progress.of(plan, todo.on)
    if plan.is_draft:
        lists = [*replies(todo), left_in_draft(todo, progress)]
        return BydelPart(todo, _draft(progress), lists, progress)
    lists = [*replies(todo), to_make_ready(todo, progress)]
    first_round = Round.objects.next_from(plan.starts_on) if plan.starts_on else None
    return BydelPart(todo, _coming(todo, progress), lists, progress, first_round)


def _draft(progress: Progress) -> str:
    n = progress.total
    holds = f"med {n} tiltak" if n else "uten tiltak ennå"
    return f"Planen er et utkast {holds}. Den telles ikke i oversikten før den er vedtatt."


def _coming(todo: Todo, progress: Progress) -> str:
    starts_on = progress.plan.starts_on or todo.on
    days = (starts_on - todo.on).days
    return (
        f"Planen er vedtatt og begynner {starts_on:%d.%m.%Y}, om {days} "
        f"{plural(days, 'dag', 'dager')}. Fram til da er det ingenting å rapportere."
    )


def _in_force(todo: Todo) -> str:
    """What the page says first: the round that is to be sent, and is anything burning?"""
    plan = todo.plan
    if plan and plan.ends_on and todo.has_expired:
        return f"{_what_burns(todo)} Planen utløp {plan.ends_on:%d.%m.%Y}."
    return _what_burns(todo)


def _what_burns(todo: Todo) -> str:
    if todo.to_send and todo.to_send.rate.base:
        late = f" {len(todo.overdue)} tiltak er over frist." if todo.overdue else ""
        return todo.to_send.sentence + _also_to_send(todo) + late
    if todo.is_done and todo.asked_about:
        n = todo.asked_about
        done = plural(n, "Det ene tiltaket", f"Alle {n} tiltak")
        return f"Ingenting venter. {done} er rapportert{_for_the_round(todo)}."
    if todo.is_done:
        return f"Ingenting venter. Ingen tiltak skulle rapporteres{_for_the_round(todo)}."
    late = "Ingen tiltak er over frist"
    if todo.overdue:
        late = f"{len(todo.overdue)} tiltak er over frist"
    reported = _how_much_is_reported(todo)
    if not todo.upcoming:
        return f"{late}, og {reported}."
    return f"{late}, {len(todo.upcoming)} forfaller innen 30 dager, og {reported}."


def _also_to_send(todo: Todo) -> str:
    """« Også T2 2026 skal sendes inn.»; blank where one round alone may be sent."""
    others = listed([str(one.round) for one in todo.to_send_later])
    return f" Også {others} skal sendes inn." if others else ""


def _how_much_is_reported(todo: Todo) -> str:
    """For the last round, of what was to be reported for it; before any round, ever."""
    n, asked_about = len(todo.silent), todo.asked_about
    for_the_round = _for_the_round(todo)
    if not asked_about:
        return f"ingen skulle rapporteres{for_the_round}"
    if not n:
        done = plural(asked_about, "det ene tiltaket", f"alle {asked_about}")
        return f"{done} er rapportert{for_the_round}"
    not_yet = "ikke" if todo.last_round else "aldri"
    return f"{n} av {asked_about} er {not_yet} rapportert{for_the_round}"


def _for_the_round(todo: Todo) -> str:
    return f" for {todo.last_round}" if todo.last_round else ""
