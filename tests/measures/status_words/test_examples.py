"""Wordings of other municipalities' plans, read by the city's own vocabulary."""

import pytest

from measures.models import StatusWord
from measures.vocabulary import StatusCode, read_status
from tests.factories import organisation
from tests.measures.test_vocabulary import IN_2026

pytestmark = pytest.mark.usefixtures("five_plans")

WORDINGS = {
    "gjennomførte": "completed",
    "løpande": "ongoing",
    "begynt": "in_progress",
    "skal startes opp i de kommende månedene": "not_started",
    "allerede gjennomført eller pågående": None,
    "lagt til side": "on_hold",
    "Planprosessen fortsetter": None,
    "Godkjent handlingsplan iverksettes": None,
    "Arbeidet har pågått over lang tid": "in_progress",
    "Dei fleste utgreiingane er no gjort": None,
    "delvis innfridd": "partly_implemented",
    "Ikke påbegynt": "not_started",
    "Planlagt (4 mnd)": "not_started",
    "UTFØRT 27. jan": "completed",
    "Delvis (A07 + 4 til gjenstår)": None,
    "Utsatt; krever backend først": "on_hold",
    "Ikke relevant for oss": None,
    "Under vurdering": None,
    "Ikke avsluttet, er i full drift": None,
}


def test_common_words_in_both_written_languages_are_known_and_nothing_is_guessed() -> None:
    known = StatusWord.objects.vocabulary_of(organisation("alna"))

    read = {words: read_status(words, known, IN_2026) for words in WORDINGS}

    assert read == {words: code and StatusCode(code) for words, code in WORDINGS.items()}
