"""What is left to do with a plan that does not count yet; nothing of it is demanded."""

from collections.abc import Iterator

from django.urls import reverse

from reporting.todo.next_plan import Progress
from reporting.todo.rows import Group, Row
from reporting.todo.waiting import Todo

NAMED = 3
"""Words, or spellings, that a row names; the page behind it has them all."""


def left_in_draft(todo: Todo, progress: Progress) -> Group:
    rows = [
        *_unknown_words(todo),
        *_unanswering(progress),
        *_unclear_deadlines(progress),
        *_spellings(todo),
    ]
    note = "Ikke noe av dette må være gjort før planen vedtas."
    return Group("utkast", "Gjenstår i utkastet", note, len(rows), rows)


def to_make_ready(todo: Todo, progress: Progress) -> Group:
    rows = [
        *_parties_without_user(progress),
        *_unanswering(progress),
        *_unclear_deadlines(progress),
        *_unknown_words(todo),
        *_spellings(todo),
    ]
    first_day = progress.plan.starts_on or todo.on
    label = f"Gjør klart til {first_day:%d.%m.%Y}"
    return Group("gjor-klart", label, "Ikke noe av dette er et krav.", len(rows), rows)


def _unknown_words(todo: Todo) -> Iterator[Row]:
    if todo.words:
        url = reverse("measures:words")
        n = sum(len(wording.measures) for wording in todo.words)
        words = ", ".join(f"«{wording.words[:60]}»" for wording in todo.words[:NAMED])
        yield Row("Ukjente statusord", url, words, "Avklar ordene", url, fact=f"{n} tiltak venter")


def _unanswering(progress: Progress) -> Iterator[Row]:
    if progress.unanswering:
        url = reverse("measures:suggestions", args=[progress.plan.slug])
        fact = f"{progress.unanswering} av {progress.total} tiltak er ikke koblet"
        note = "Hvilke av byens tiltak svarer deres på?"
        yield Row("Svar på byens plan", url, note, "Svar", url, fact=fact)


def _unclear_deadlines(progress: Progress) -> Iterator[Row]:
    for measure in progress.unclear:
        yield Row(
            measure.name,
            measure.get_absolute_url(),
            "Fristen må avklares.",
            "Rett fristen",
            reverse("measures:set-deadline", args=[measure.pk]),
            deadline_of=measure,
        )


def _spellings(todo: Todo) -> Iterator[Row]:
    if todo.twins:
        url = reverse("measures:parties")
        pairs = [f"«{one.name}» og «{other.name}»" for one, other in todo.twins[:NAMED]]
        yield Row(
            "Ansvarlige med ulik skrivemåte",
            url,
            ", ".join(pairs),
            "Slå sammen",
            url,
            fact=f"{len(todo.twins)} navn",
        )


def _parties_without_user(progress: Progress) -> Iterator[Row]:
    if progress.without_user:
        url = reverse("measures:parties")
        fact = f"{progress.without_user} av {progress.parties}"
        note = "De kan svare med svarlenke, eller få egen bruker."
        yield Row("Ansvarlige uten bruker", url, note, "Se de ansvarlige", url, fact=fact)
