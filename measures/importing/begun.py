"""A document becomes a reading: at once, or by the worker where that takes long."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from measures.importing.difference.incoming import repairs_before
from measures.importing.document import Document
from measures.importing.kept import as_json
from measures.importing.review.answers import Answers
from measures.importing.rows.repairs import find_repairs, texts_in
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from measures.importing.tables.layout import Layout
from measures.importing.tables.several_plans import chosen_plan
from measures.importing.tables.titles import TitleGuess, guess_day, guess_title
from measures.models import Reading


def understand(reading: Reading, document: Document) -> None:
    """What was read, what its columns seem to mean, and letters that may be lost; not saved."""
    reading.document = as_json(document)
    reading.layout = as_json(guess_layout(document))
    proposals = tuple(find_repairs(texts_in(document)))
    repairs = repairs_before(reading.plan, [one.word for one in proposals])
    reading.answers = as_json(Answers(proposals=proposals, repairs=repairs))
    reading.state = Reading.State.OPEN


def day_told(reading: Reading, document: Document, today: date) -> tuple[date | None, str]:
    """The day that the document says its statuses are of, and where; None where it does not."""
    return guess_day(replace(document, name=reading.file_name), today)


def title_told(reading: Reading, document: Document, layout: Layout) -> TitleGuess:
    """What the document, or the plan of it that is read, calls itself."""
    plan = chosen_plan(document, layout)
    named = replace(document, lines=(plan.title, *document.lines)) if plan else document
    return guess_title(replace(named, name=reading.file_name))


def words_for(reading: Reading, document: Document, today: date) -> Words:
    """As seen from the day that the document tells, else from today, after which no status is:
    «Gjennomført høsten 2025» is known to be past. Another day may be said before it is saved
    (`decisions.seen_from`)."""
    return Words.of(reading.organisation, day_told(reading, document, today)[0] or today)


def wait_for_worker(reading: Reading) -> None:
    """As it stands until a worker takes it up; not saved."""
    reading.state = Reading.State.BEING_READ
    reading.pages_read, reading.pages_with_tables, reading.seen_at = None, 0, timezone.now()
