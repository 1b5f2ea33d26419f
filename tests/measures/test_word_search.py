"""Stems, the line that is searched, and that SQL and Python find and rank by the same rule."""

import unicodedata
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from hypothesis import example, given
from hypothesis import strategies as st

from measures.models import Measure
from measures.stems import KEPT, search_line, stem, words_in
from measures.word_search import MOST_WORDS, WordSearch
from tests.factories import make_measure, make_plan, report


def ranked(measures: Any, search: WordSearch) -> Any:
    """Those that the database finds, with their `hit_rank`."""
    found = measures.filter(search.may_stand).annotate(hit_rank=search.rank)
    return found.filter(hit_rank__isnull=False)


def finds(asked: str, text: str) -> bool:
    return WordSearch.read(asked).rank_in(search_line("", text)) is not None


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("bolig", "boliger"),
        ("bolig", "Boligen"),
        ("boligene", "en bolig"),
        ("pårørende", "PÅRØRENDEARBEID"),
        ("pårørendes", "pårørende"),
        ("ungdom", "ungdommer"),
        ("ungdommene", "ungdom"),
        ("sommer", "sommeren"),
        ("kontaktperson", "faste kontaktpersoner"),
        ("ØKONOMI", "økonomisk rådgivning"),
        ("Ålesund", unicodedata.normalize("NFD", "ålesund")),
        ("IPS", "IPS-konsulent"),
        ("bolig", "bo\u00adlig"),
        ("boligen", "boligsosialt arbeid"),
        ("overdoser", "overdosehåndtering"),
        ("skolene", "skolehelsetjenesten"),
        ("pårørendes", "pårørendearbeid"),
    ],
)
def test_a_word_finds_its_inflections_and_what_begins_with_it(asked: str, text: str) -> None:
    assert finds(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("bolig", "bolle"),
        ("ips", "tips"),
        ("arbeid", "pårørendearbeid"),
        ("fact", "fakta"),
        ("senter", "sentralt"),
        ("sommer", "som"),
    ],
)
def test_a_word_does_not_find_another(asked: str, text: str) -> None:
    assert not finds(asked, text)


def test_every_word_must_be_found() -> None:
    assert finds("bolig ungdom", "Boliger for ungdommer")
    assert not finds("bolig eldre", "Boliger for ungdommer")


@pytest.mark.parametrize(
    "odd", ["", " ", "%", "_", "'\"", "\x00", "\ud800", "👩‍👩‍👧", "^=+"], ids=ascii
)
def test_what_holds_no_words_asks_for_nothing(odd: str) -> None:
    assert not WordSearch.read(odd)


def test_signs_are_between_words_and_never_patterns() -> None:
    assert words_in("50 %_a_b\x00c^=d") == ["50", "a", "b", "c", "d"]
    assert not finds("b%g", "bolig")


def test_a_long_search_is_read_for_its_first_words() -> None:
    assert len(WordSearch.read(" ".join(map(str, range(60)))).words) == MOST_WORDS


def test_a_stem_is_the_same_whoever_asks_first() -> None:
    assert stem("boligene") == stem("bolig") == stem("boliger") != stem("bolle")


def test_every_word_of_the_plans_begins_with_its_stem(five_plans: None) -> None:
    """What is looked for first (`Word.found`) is the stem, and stands in every word that counts."""
    words = {word for text in Measure.objects.values_list("search_text", flat=True)
             for word in words_in(text)}  # fmt: skip
    assert len(words) > 1000
    begun = [word for word in words if not word.startswith(stem(word)) or not stem(word)]
    assert begun == []


@pytest.mark.one_database
@given(st.text("abdegilmnoprstvæøåé0", min_size=1, max_size=14))
@example("omm")
@example("amme")
@example("mm")
@example("erte")
@example("vt")
def test_any_word_begins_with_its_stem_and_keeps_its_first_letters(word: str) -> None:
    assert word.startswith(stem(word))
    assert stem(word)[:KEPT] == word[:KEPT]


def test_the_title_is_marked_and_said_once() -> None:
    assert search_line("Boliger", "Boliger og bad") == "^=bol ^+boliger =og =bad +og +bad "


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("bolig", ["title", "text", "remark", "title begins", "text begins", "remark begins"]),
        ("bolig tilbud", ["title", "text", "remark", "title begins", "text begins",
                          "remark begins"]),
    ],
)  # fmt: skip
def test_whole_words_come_before_beginnings_and_the_title_before_the_text(
    asked: str, order: list[str], db: None
) -> None:
    plan = make_plan()
    for code, word in (("begins", "Boligsosialt"), ("", "Boligen")):
        make_measure(plan, "Vi gir et tilbud", title="Noe annet", code=f"remark {code}".strip())
        report(Measure.objects.get(code=f"remark {code}".strip()), remark=f"{word} er klar")
        make_measure(plan, f"{word} er et tilbud", title="Noe", code=f"text {code}".strip())
        make_measure(plan, "Vi gir et tilbud", title=word, code=f"title {code}".strip())
    search = WordSearch.read(asked)
    found = ranked(plan.measures, search)
    assert [m.code for m in found.order_by("hit_rank", "n")] == order


@pytest.mark.parametrize(
    "asked",
    ["bolig", "boligene", "pårørende arbeid", "nav og helse", "i", "4.2", "ø", "finnesikke"],
)
def test_the_database_and_python_find_and_rank_the_same(asked: str, five_plans: None) -> None:
    search = WordSearch.read(asked, [("bolig", "fast bopel"), ("pårørende", "barn", "etterlatte")])
    every = Measure.objects.filter(Q(current_remark_words=None) | Q(current_remark_words=""))
    in_sql = dict(ranked(every, search).values_list("pk", "hit_rank"))
    lines = every.values_list("pk", "stem_words")
    ranks = {pk: search.rank_in(line) for pk, line in lines}
    assert in_sql == {pk: rank for pk, rank in ranks.items() if rank is not None}
    assert bool(in_sql) == (asked != "finnesikke")


def test_postgresql_packs_nothing_that_is_searched_and_compiles_no_query(db: None) -> None:
    """Both cost a page more than all else that it does; SQLite does neither."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'measures_measure'")
        assert cursor.fetchone() == (["toast_tuple_target=8160"],)
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
