"""Whole sets of statuses, each written down before the reader was asked: «words: code», with every
code that is right; «-» is none. What a set showed was mended afterwards, so a new one is written
where the reader is to be measured. `wordings_by_another_author` and `_by_a_second_author` are by
two who had never seen the reader; `wordings_that_look_alike` holds what begins as a wording that is
read, and is something else; `wordings_under_attack` what would be misread most easily;
`wordings_of_kommuner` and `_of_reports` follow kommuner's tables in their proportions, and
`wordings_of_hostile_tails` and `_beside_the_new_kinds` take back what those say, and so do most of
`wordings_in_doubt`; `wordings_of_two_phrases` tell what became of a measure, or seem to,
and `wordings_of_what_is_newest` what it is now; `wordings_of_short_cells` are ordinary;
`wordings_of_two_clauses` tell it in two clauses, and `wordings_of_hostile_clauses` seem to.
"""

from datetime import date
from pathlib import Path

import pytest

from measures.vocabulary import StatusCode, read_status
from tests.measures.test_wordings_of_plans import lines, vocabulary

__all__ = ["vocabulary"]

pytestmark = pytest.mark.one_database  # it asks none

AT_LEAST = {
    "wordings_by_another_author": 0.86,
    "wordings_by_a_second_author": 0.85,
    "wordings_of_sentences": 0.85,
    "wordings_seen_once": 0.85,
}
"""The share of a set that is read right, where it is not nine in ten."""

SETS = sorted(Path(__file__).parent.glob("wordings_*.txt"))


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_no_status_of_a_whole_set_is_misread_and_nearly_all_are_read(
    path: Path, vocabulary: dict[str, StatusCode]
) -> None:
    right = {words: codes.split() for words, codes in lines(path.read_text(encoding="utf-8"))}
    said = {words: read_status(words, vocabulary, date(2026, 8, 31)) or "-" for words in right}

    misread = {words: code for words, code in said.items() if code not in {"-", *right[words]}}
    assert not misread
    assert sum(said[words] in codes for words, codes in right.items()) > (
        AT_LEAST.get(path.stem, 0.9) * len(right)
    )


@pytest.mark.parametrize("words", ["Gjennomført", "Iverksatt", "Under arbeid", "Løpende", "Utgår"])
@pytest.mark.parametrize(
    "remark",
    ["{}, ordningen sprakk", "{}, gruppa oppløst", "{} – tilbudet krympes", "{} glurk es"],
)
def test_a_remark_with_a_verb_that_nobody_knows_is_left_to_a_person(
    remark: str, words: str, vocabulary: dict[str, StatusCode]
) -> None:
    assert read_status(remark.format(words), vocabulary, date(2026, 8, 31)) is None
