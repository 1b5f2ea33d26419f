"""Editors' questions, names and inner addresses: what is one, and what only looks like it."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.checks.text_faults import (
    editors_question,
    internal_address,
)
from ruspolitikk.personal_data.roles import (
    known_words,
    persons_names,
)

pytestmark = pytest.mark.one_database

# --- An editor's question -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Etablere et lavterskeltilbud. Bør vi nevne hvem som har ansvaret?",
        "Åpne i 2026?? Ungdom får tilbud",
        "Ansette to (?) erfaringskonsulenter",
        "Kurs for ansatte\nSkal dette stå under mål 2?",
        "Stemmer det? Tilby samtaler",
        "Tilby samtaler. Riktig ordlyd?",
        "- Gatelag\n- Treplanting\nKan dere presisere hvilken skole?",
        "Og er det NAV som følger opp?",
        "Tilby samtaler. Er dette det samme som «Unge i arbeid»?",
        "SKAL VI TA MED TALL HER?",
        "Tilby samtaler. Hvem har ansvaret?",
        "Tilby samtaler. Tiltaket må vel konkretiseres?",
        "Hvilke skoler gjelder dette?",
    ],
)
def test_a_question_between_the_writers_is_found(text: str) -> None:
    asked = editors_question(text)
    assert asked
    assert asked in " ".join(text.split())
    assert editors_question(unicodedata.normalize("NFD", text))
    assert editors_question(f"Punkt\x0b{text}")


@pytest.mark.parametrize(
    "text",
    [
        "Tilby samtaler til alle over 60 år.",
        "Temakveld: Hva gjør du når noen ruser seg?",
        "Kampanjen «Kan vi snakke om rus?» på alle skoler",
        "Hva er rus? Foredrag for 9. trinn",
        "Hvordan snakke med barn om rus? Kurs for foreldre",
        "Undersøke hvem som trenger hjelp",
        'Foreldremøte: "Skal vi la dem drikke?"',
        "Kan vi få flere med, øker vi tilbudet",
        "",
    ],
)
def test_a_question_that_belongs_to_the_measure_is_left_alone(text: str) -> None:
    assert editors_question(text) == ""


# --- A person's name ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("responsible", "names"),
    [
        ("Kari", ["Kari"]),
        ("Kari og ansatte ved kafeen", ["Kari"]),
        ("Kari v/ oppvekst", ["Kari"]),
        ("Kari v/NAV", ["Kari"]),
        ("NAV v/Kari", ["Kari"]),
        ("seksjonssjef hjemmetjenesten, Kari", ["Kari"]),
        ("seksjonssjef hjemmetjenesten\nKari\nÅse", ["Kari", "Åse"]),
        ("Kari og Per", ["Kari", "Per"]),
        ("Anne-Marie", ["Anne-Marie"]),
        ("Ruskonsulent/Kari", ["Kari"]),
        ("Kari (ruskonsulent)", ["Kari"]),
        ("Oppvekst og velferd: Kari", ["Kari"]),
        ("- Kari.", ["Kari"]),
        ("Karen og Espen, Maren", ["Karen", "Espen", "Maren"]),
        ("NAV v/Kari Nordmann", ["Kari Nordmann"]),
        ("Oppfølgingstjenesten v/ Zofia Fjellheim-Bakke", ["Zofia Fjellheim-Bakke"]),
        ("Per Olav Nordmann og NAV", ["Per Olav Nordmann"]),
    ],
)
def test_a_name_where_a_role_belongs_is_found(responsible: str, names: list[str]) -> None:
    assert persons_names(responsible) == names
    assert persons_names(unicodedata.normalize("NFD", responsible)) == names


@pytest.mark.parametrize(
    "responsible",
    [
        "",
        "Alle",
        "NAV",
        "Nav",
        "Nav-leder",
        "Bydel",
        "Kriseteam",
        "Ruskonsulentene",
        "Utekontakten",
        "Barneverntjenesten og NAV",
        "Helsesykepleier og ruskonsulent",
        "Oppvekst og velferd",
        "Oppvekt og velferd: NAV, Mestring og Omsorg",
        "Helse og samfunn",
        "Forvaltning v/ boligkontoret",
        "Velferdsetaten/Helseetaten",
        "Politiet og Uteseksjonen",
        "SalTo",
        "DPS",
        "Nic Waals Institutt",
        "Ansatte ved Regnbuen",
        "[fornavn] og ansatte ved Regnbuen",
        "seksjonssjef psykisk helse og rus",
        "IPS (Individuell jobbstøtte) Ung",
        "Bydelsoverlegen",
        "Kontaktperson",
        "Grorud",
        "Natteravnene og Biblioteket",
        "Jordmødrene, Vernepleier, Styringsgruppa",
        "Frivilligsentralen og Frelsesarmeen",
        "Barne- og ungdomstjenesten",
        "Fritids- og kulturavdelingen, NAV",
        "Kirkens Bymisjon og Blå Kors",
        "Lavterskeltilbudet v/ Kirkens Bymisjon",
        "Bydel Grorud",
        "Helse og mestring: Værestedet",
        "Jobbspesialistene",
        "Hjemmet og Verkstedet",
    ],
)
def test_a_role_or_a_unit_is_no_name(responsible: str) -> None:
    assert persons_names(responsible) == []


def test_a_unit_that_the_register_knows_is_no_name() -> None:
    known = known_words(["Ansatte ved Regnbuen", unicodedata.normalize("NFD", "NAV Sågatun")])
    assert persons_names("Regnbuen og Sågatun", known) == []
    assert persons_names("Regnbuen og Kari", known) == ["Kari"]


def test_a_name_that_was_typed_does_not_vouch_for_itself() -> None:
    known = known_words(["Kari", "Kari og ansatte ved Regnbuen", "Ola Nordmann"])
    assert persons_names("Kari og Regnbuen, Ola", known) == ["Kari", "Ola"]


# --- An address that only works inside ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Se file:///H:/felles/plan.docx.", "file:///H:/felles/plan.docx"),
        ("Se FILE://server/plan", "FILE://server/plan"),
        (r"Ligger på \\oslofelles\grorud\plan.docx", r"\\oslofelles\grorud\plan.docx"),
        (r"H:\Rus\plan.xlsx er oppdatert", r"H:\Rus\plan.xlsx"),
        ("http://intranett/rus", "http://intranett/rus"),
        ("(https://felles.intranett.oslo.kommune.no/rus)",
         "https://felles.intranett.oslo.kommune.no/rus"),
        ("https://oslo.sharepoint.com/sites/rus", "https://oslo.sharepoint.com/sites/rus"),
        ("http://10.12.0.4/plan", "http://10.12.0.4/plan"),
        ("http://wiki.bydel.local:8080/x", "http://wiki.bydel.local:8080/x"),
    ],
)  # fmt: skip
def test_an_address_that_nobody_outside_can_open_is_found(text: str, address: str) -> None:
    assert internal_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://www.oslo.kommune.no/rus",
        "Se helsenorge.no, http://www.fhi.no/internt-notat og profil: intern",
        "Mappen: plan",
        "Internett og intranett nevnes",
        "https://10000.no/x",
        "http://",
        "og/eller",
    ],
)
def test_an_address_that_everyone_can_open_is_left_alone(text: str) -> None:
    assert internal_address(text) == ""


# --- Any text -----------------------------------------------------------------------------------


@given(text=st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert editors_question(text) in " ".join(text.split())
    assert internal_address(text) in text
    assert all(name in unicodedata.normalize("NFC", text) for name in persons_names(text))
    known_words([text])


PIECES = ("?", ".", "!.", "(", "(?", "( ", '"', "«", "Kari, ", "Kari og ", "Kari", "v/", "a-",
          " ", "\\\\", "\\\\a", "http://", "http://a ", "file:", "http://a.", "skal vi ", "kan ",
          )  # fmt: skip


@pytest.mark.parametrize(
    "ask",
    [editors_question, internal_address, persons_names, lambda text: known_words([text])],
    ids=["question", "address", "name", "register"],
)
@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_takes_no_time_to_speak_of(ask: Callable[[str], object], piece: str) -> None:
    text = f"{(piece * 40_000)[:40_000]}x"
    started = time.process_time()
    ask(text)
    assert time.process_time() - started < 1
