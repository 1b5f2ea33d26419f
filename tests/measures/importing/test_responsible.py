"""Parties are parted where the words leave no doubt, and kept whole where nobody can tell."""

import pytest

from measures.importing.rows.responsible import parties_of

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
