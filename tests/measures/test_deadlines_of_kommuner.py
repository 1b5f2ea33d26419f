"""Deadlines as kommuner's tables have them, in about their proportions, and short cells of every
kind (`deadlines_of_short_cells`), what would be misread most easily (`deadlines_under_attack`), and
sentences whose time is the deadline or is not (`deadlines_that_sentences_…`), written down before
the reader was asked: «words: what is right | what is right too». A kind that is right too is right
with any day.
"""

from pathlib import Path

import pytest

from measures.deadline_language import Meaning, understand
from tests.measures.test_wordings_of_plans import lines

pytestmark = pytest.mark.one_database  # it asks none

SETS = sorted(Path(__file__).parent.glob("deadlines_*.txt"))


def is_said(meaning: Meaning | None, right: str) -> bool:
    if meaning is None:
        return right == "none"
    days = ",".join(meaning.days)
    told = [meaning.kind, meaning.starts_on, meaning.due_on, meaning.recurrence, days]
    return " ".join(str(part) for part in told if part) == right or meaning.kind == right


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_no_deadline_names_a_day_that_the_words_do_not_and_nearly_all_are_read(path: Path) -> None:
    deadlines = lines(path.read_text(encoding="utf-8"))
    wrong = {
        words: understand(words)
        for words, right in deadlines
        if not any(is_said(understand(words), one) for one in right.split(" | "))
    }

    assert not {words: meaning for words, meaning in wrong.items() if meaning and meaning.due_on}
    assert len(wrong) < 0.05 * len(deadlines)
