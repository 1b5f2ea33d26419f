"""What is pointed at before a text is shown in public."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.publication.signs import Group, signs_in


def marked(text: str, *, fewer_than: int = 5, is_responsible: bool = False) -> list[str]:
    """«name: Kari», in the text's order."""
    signs = signs_in(text, fewer_than=fewer_than, is_responsible=is_responsible)
    return [f"{sign.group}: {text[sign.start : sign.end].strip()}" for sign in signs]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[fornavn] følger opp beboerne", "name: [fornavn]"),
        ("Miljøarbeiderne ringer Kari Nordmann hver uke", "name: Kari Nordmann"),
        ("NAV v/Fatima Hassan", "name: Fatima Hassan"),
        ("Kontakt ruskoordinator Omar Ali", "name: Omar Ali"),
        ("Skriv til rus@bydel.example for plass", "contact: rus@bydel.example"),
        ("Ring 22 33 44 55", "contact: 22 33 44 55"),
        ("Ring +47 900 12 345", "contact: +47 900 12 345"),
        ("Fødselsnummer 010190 12345", "contact: 010190 12345"),
        (r"Rutinen ligger på F:\Felles\Rus\rutine.docx", r"address: F:\Felles\Rus\rutine.docx"),
        (r"Se \\server1\felles\plan", r"address: \\server1\felles\plan"),
        ("Påmelding: intranett/kurs/naloxon", "address: intranett/kurs/naloxon"),
        ("Se https://rus.oslo.example/side", "address: https://rus.oslo.example/side"),
        ("Skal vi ta med denne? Ja.", "question: Skal vi ta med denne?"),
        ("NB må avklares", "question: NB"),
        ("Åpne værestedet ???", "question: Åpne værestedet ???"),
        ("Åpne i [måned]", "question: [måned]"),
        ("Innen xx.xx", "question: xx"),
        ("Fire av åtte boliger er tatt i bruk", "few: Fire"),
        ("3 ungdommer har fått ruskontrakt", "few: 3"),
        ("Tilbud til to beboere med store behov", "few: to"),
        ("Ha 2 treningsboliger til enhver tid", "few: 2"),
    ],
)
def test_it_is_pointed_at(text: str, found: str) -> None:
    assert found in marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bydel Grorud og NAV Grorud åpner et værested for ungdom",
        "Kirkens Bymisjon og Blå Kors",
        "Dag- og aktivitetstilbud, Liv og røre",
        "Per i dag er 12 boliger i bruk",
        "Sak 201800158, vedtatt 31.12.2026, tiltak 4.2.10",
        "Planperioden 2023-2028",
        "Ansatte ved Regnbuen 2 ganger i uka",
        "40 ungdommer, 2 årsverk",
    ],
)
def test_it_is_left_alone(text: str) -> None:
    assert marked(text) == []


def test_a_name_alone_is_pointed_at_where_a_role_belongs() -> None:
    assert marked("Zofia", is_responsible=True) == ["name: Zofia"]
    assert marked("Oppvekst og velferd: NAV", is_responsible=True) == []


def test_what_is_a_small_number_is_a_setting() -> None:
    assert marked("7 beboere", fewer_than=10) == ["few: 7"]
    assert marked("3 beboere", fewer_than=0) == []


@given(st.text(alphabet="aA1 v/[]?@.\\:xXbolig\nKari", max_size=200))
def test_every_place_is_in_the_text_and_none_overlap(text: str) -> None:
    for group in Group:
        last = 0
        for sign in signs_in(text, fewer_than=5, is_responsible=True):
            if sign.group == group:
                assert last <= sign.start < sign.end <= len(text)
                last = sign.end


@pytest.mark.parametrize(
    "bit", ["Aa ", "x ?", "1 a a a ", "[", "?", "\\\\a", "a@", "leder Aa ", "a.b"]
)
def test_a_hostile_text_takes_no_time(bit: str) -> None:
    began = time.monotonic()
    signs_in(bit * (40_000 // len(bit)), fewer_than=5, is_responsible=True)
    assert time.monotonic() - began < 2
