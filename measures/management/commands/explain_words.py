"""`manage.py explain_words`: what deadlines and statuses are understood as."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from measures.deadline_language import DeadlineKind, Meaning, understand
from measures.importing.rows.words import Words
from measures.models.deadline import explain
from measures.vocabulary import StatusCode, label_for
from ruspolitikk.day_reading import DayRefusedError, read_day
from ruspolitikk.days import Day


class Command(BaseCommand):
    help = (
        "Leser {«deadlines»: [tekst …], «statuses»: [tekst …]} som JSON fra standard inn, "
        "og forteller hva hver tekst tolkes som."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Svar som JSON. Uten: i ord.")
        parser.add_argument("--on", metavar="DATE", help="Dagen statusene gjelder. Uten: i dag.")

    def handle(self, *args: Any, **options: Any) -> None:
        today = Day.now().today
        asked = read_asked(sys.stdin.read())
        words = Words.of_the_city(read_the_day(options["on"], today))
        meanings = {text: understand(text) for text in asked["deadlines"]}
        codes = {text: words.status_of(text) for text in asked["statuses"]}
        if options["json"]:
            answer = {
                "deadlines": {text: deadline_record(read) for text, read in meanings.items()},
                "statuses": codes,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for text, meaning in meanings.items():
            self.stdout.write(f"Frist «{text}»: {explain(meaning, today)}")
        for text, code in codes.items():
            self.stdout.write(f"Status «{text}»: {status_in_words(code)}")


def read_asked(text: str) -> dict[str, list[str]]:
    """The texts by what they are; raises CommandError where they are not such JSON."""
    try:
        asked = json.loads(text)
    except ValueError as problem:
        raise CommandError(f"Standard inn er ikke JSON: {problem}") from problem
    nothing: dict[str, Any] = {"deadlines": [], "statuses": []}
    named = nothing | asked if isinstance(asked, dict) else {}
    lists = [named.get("deadlines"), named.get("statuses")]
    if not all(isinstance(texts, list) for texts in lists) or not all(
        isinstance(each, str) for texts in lists for each in texts or []
    ):
        raise CommandError(
            'Skriv det som {"deadlines": [tekst …], "statuses": [tekst …]}, med tekster i listene.'
        )
    return named


def read_the_day(text: str | None, today: date) -> date:
    if not text:
        return today
    try:
        return read_day(text, today=today)
    except DayRefusedError as problem:
        raise CommandError(str(problem)) from problem


def deadline_record(meaning: Meaning | None) -> dict[str, Any]:
    """`dates`: of a date and an until the last day, of a from the first, of a period both."""
    if meaning is None:
        meaning = Meaning(DeadlineKind.NONE)
    return {
        "kind": meaning.kind,
        "dates": [day.isoformat() for day in (meaning.starts_on, meaning.due_on) if day],
        "recurrence": meaning.recurrence,
        "days": list(meaning.days),
        "why": meaning.why,
    }


def status_in_words(code: StatusCode | None) -> str:
    return label_for(code) if code else "må avklares"
