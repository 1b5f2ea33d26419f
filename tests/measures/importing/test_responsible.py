"""Parties are parted where the words leave no doubt, and kept whole where nobody can tell."""

import pytest

from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import DoubtKind, MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.responsible import parties_of
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout

pytestmark = pytest.mark.one_database  # it asks none


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("NAV/Seksjon psykisk helse og forvaltning", "NAV|Seksjon psykisk helse og forvaltning"),
        ("Ruskonsulent v/NAV og Forebyggende Enhet", "Ruskonsulent v/NAV|Forebyggende Enhet"),
        ("ruskonsulent, representant og booppfølgere", "ruskonsulent|representant|booppfølgere"),
        ("Boligkontoret, NAV og Fritid", "Boligkontoret|NAV|Fritid"),
        ("Boligsjef i samarbeid med NAV", "Boligsjef|NAV"),
        ("NAV\nBoligkontoret", "NAV|Boligkontoret"),
        (
            "IPS (Individuell jobbstøtte, unge) Ung, NAV",
            "IPS (Individuell jobbstøtte, unge) Ung|NAV",
        ),
        (
            "Velferd: Forebyggende tjenester og SalTo",
            "Velferd: Forebyggende tjenester|Velferd: SalTo",
        ),
    ],
)
def test_certain_parties_are_parted(words: str, parties: str) -> None:
    assert parties_of(words) == tuple(parties.split("|"))


@pytest.mark.parametrize(
    "words",
    [
        "Oppvekst og velferd",
        "Oppvekst og velferd: NAV ved Helse, mestring og bolig",
        "Oppvekst og velferd: NAV, SalTo, Utekontakten",
        "Avdeling for Helse, Mestring og Bolig",
        "seksjonssjef barne- og ungdomstjenesten",
        "teamleder rus- og boligsosialt team",
        "Arbeid med barn/unge",
    ],
)
def test_what_may_be_one_is_one(words: str) -> None:
    assert parties_of(words) == (words,)


@pytest.mark.parametrize(
    ("responsible", "names"),
    [
        ("Ola Nordmann", "Ola Nordmann"),
        ("NAV v/Kari Hansen", "Kari Hansen"),
        ("Ruskonsulent, Kari", "Kari"),
        ("Kari og Per", "Kari», «Per"),
    ],
)
def test_a_person_who_stands_as_responsible_is_asked_about(responsible: str, names: str) -> None:
    (row,) = rows_of(responsible)
    assert [(one.kind, one.words) for one in row.doubts] == [(DoubtKind.PERSON, names)]


@pytest.mark.parametrize("responsible", ["Regnbuen", "Tøyen", "NAV-leder", "Kirkens Bymisjon"])
def test_a_house_or_a_role_is_nobodys_name(responsible: str) -> None:
    assert rows_of(responsible)[0].doubts == ()


def rows_of(responsible: str) -> list[MeasureRow]:
    document = read_pasted(f"Tiltak\tAnsvarlig\tFrist\nGi flere samtaler\t{responsible}\t2027")
    return read_rows(document, guess_layout(document), words=Words({}))
