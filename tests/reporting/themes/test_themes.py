"""Temaer: saved searches that the byadministrator keeps, and what each finds in the real plans."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import load_workbook

from measures.models import Measure, Theme
from measures.theme_words import ThemeWords
from plans.models import Plan
from reporting.models.theme import validate_words
from reporting.themes.forms import mark
from reporting.themes.hits import MOST_HITS, hits_of
from reporting.themes.matrix import matrix_of
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from ruspolitikk.wording import fold
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import make_measure, make_plan, make_theme, report

pytestmark = pytest.mark.one_database

TYPED = "application/x-www-form-urlencoded"
TODAY = date(2026, 11, 22)
G, H, N, O10, O20 = (
    "grorud-2023",
    "st-hanshaugen-2020",
    "nordstrand-2021",
    "ostensjo-2010",
    "ostensjo-2020",
)

# Read from the documents' own rows: the measures that each theme must find in the five plans.
MUST_FIND = {
    "hap": {(G, 11), (N, 15), (O20, 11)},
    "fact": {(G, 16), (H, 3), (H, 10), (H, 35), (N, 24), (O20, 7), (O20, 8)},
    "ips": {(G, 1), (H, 28), (N, 22), (O20, 3)},
    "nalokson": {(G, 14), (G, 20), (N, 30)},
    "fast-kontaktperson": {(G, 10), (H, 15), (N, 25)},
    "parorendearbeid": {
        (G, 2),
        (G, 9),
        (G, 21),
        (H, 9),
        (H, 14),
        *((N, n) for n in (10, 11, 23, 41, 42, 43, 44, 45)),
        (O10, 37),
        (O20, 2),
        (O20, 17),
    },
}
# And some that are near, and are about something else.
MUST_NOT_FIND = {
    # Ruskontrakter for ungdom, og en ruskonsulent for ungdom: not the programme.
    "hap": {(O20, 12), (N, 14)},
    # Tverrfaglige team and ACT-like work that is not called FACT.
    "fact": {(N, 20), (G, 2)},
    # Arbeid og aktivitet without IPS.
    "ips": {(G, 18), (N, 21)},
    # Overdose is mentioned (etterlatte etter overdosedødsfall), nalokson is not.
    "nalokson": {(G, 21)},
    # «Skal som regel ha en kontaktperson»: not a fast one; kontaktpunkt is no person.
    "fast-kontaktperson": {(G, 3), (O20, 14)},
    # Undervisning for foreldre, and groups for children who have parents with rusproblemer.
    "parorendearbeid": {(G, 5), (O10, 2), (N, 7)},
}


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    let_it_be(monkeypatch, TODAY)


@pytest.fixture
def shipped(five_plans: None) -> None:
    call_command("loaddata", "temaer", verbosity=0)


def in_all_plans(words: Sequence[str]) -> set[tuple[str, int]]:
    """What the words find in every plan, replaced ones too."""
    rows = Measure.objects.local().values_list("plan__slug", "n", "search_text")
    return {(slug, n) for slug, n, text in rows if ThemeWords(words).in_text(text)}


def on_page(user: User, slug: str, query: str = "") -> Any:
    response = CheckingClient.of(user).get(f"/temaer/{slug}/{query}")
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def main(page: Any) -> str:
    return said(page.xpath("//main")[0])


# --- The six that are shipped ---------------------------------------------------------------------


def test_six_themes_are_shipped(shipped: None) -> None:
    assert set(Theme.objects.values_list("slug", flat=True)) == set(MUST_FIND)
    for theme in Theme.objects.all():
        theme.full_clean()


@pytest.mark.parametrize("slug", MUST_FIND)
def test_a_shipped_theme_finds_what_it_must_in_the_five_plans_and_nothing_else(
    shipped: None, slug: str
) -> None:
    assert in_all_plans(Theme.objects.get(slug=slug).words) == MUST_FIND[slug]


@pytest.mark.parametrize("slug", MUST_NOT_FIND)
def test_a_shipped_theme_leaves_out_what_is_near(shipped: None, slug: str) -> None:
    near = MUST_NOT_FIND[slug]
    exist = {(m.plan.slug, m.n) for m in Measure.objects.local().select_related("plan")}
    assert near <= exist
    assert in_all_plans(Theme.objects.get(slug=slug).words).isdisjoint(near)


@pytest.mark.parametrize("slug", MUST_FIND)
def test_the_page_counts_the_plans_that_count_today(shipped: None, leser: User, slug: str) -> None:
    hits = hits_of(Theme.objects.get(slug=slug), leser, Day.being(TODAY))
    expected = {row for row in MUST_FIND[slug] if row[0] != O10}
    seen = {(hit.measure.plan.slug, hit.measure.n) for row in hits.rows for hit in row.first}
    assert seen == expected
    assert hits.n == len(expected)
    assert hits.total == 130


# --- How words are found --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("pårørende", "Styrke pårørendearbeidet", True),
        ("PÅRØRENDE", "Styrke pårørende-arbeidet", True),
        ("pårørende", "PÅRØRENDE", True),
        ("bolig", "Flere boliger", True),
        ("bolig", "Samarbeid om utleieboliger", False),
        ("IPS", "Gi tips om arbeid", False),
        ("IPS", "Etablere relasjonskompetanse", False),
        ("IPS", "Utvide IPS-arbeidet", True),
        ("IPS", "Individuell jobbstøtte (IPS).", True),
        ("HAP", "En happening i parken", False),
        ("FACT", "Teste ut rusfact-team", False),
        ("rusFACT", "Teste ut rusfact-team", True),
        ("fast kontaktperson", "får en fast\nkontaktperson i bydelen", True),
        ("fast kontaktperson", "Fastlegen er kontaktperson", False),
        ("a.b", "axb", False),
        ("60+", "alle 60+ som henvender seg", True),
    ],
)
def test_words_are_found_at_the_beginning_of_words(word: str, text: str, is_found: bool) -> None:
    assert ThemeWords([word]).in_text(fold(text)) == ([word] if is_found else [])


def test_any_of_the_words_is_enough_and_the_page_says_which(leser: User) -> None:
    plan = make_plan("alna")
    make_measure(plan, "Dele ut nalokson")
    make_measure(plan, "Øve på Naloxon", items=["Også nalokson"])
    make_measure(plan, "Noe annet")
    make_theme("nalokson", "naloxon", name="Nalokson", slug="nalokson")
    page = on_page(leser, "nalokson")
    (alna,) = page.xpath("//section[div/h2[text()='12 Alna']]")
    assert said(alna.xpath(".//*[@class='section__count']")[0]) == "2 av 3"
    assert [said(each).split(" · ")[0] for each in alna.xpath(".//li//p[@class='muted']")] == [
        "Treff: nalokson",
        "Treff: nalokson, naloxon",
    ]


def test_where_the_name_does_not_say_it_the_line_that_does_is_quoted(
    shipped: None, leser: User
) -> None:
    text = main(on_page(leser, "fact"))
    assert "«FACT Team (Flexible Assertive Comminity Treatment" in text
    assert "«Etablere FACT" not in text


def test_on_a_past_day_the_plan_that_counted_then_is_searched(shipped: None, leser: User) -> None:
    page = on_page(leser, "parorendearbeid", "?per=31.12.2012")
    assert "Informasjon om Østensjø sosialtjenestes tilbud" in main(page)
    assert "1 av 1 bydeler med plan har tiltak om temaet, 1 tiltak i alt." in main(page)


def test_drafts_are_not_searched_even_for_their_own_bydel(grorud: User) -> None:
    draft = make_plan("grorud", state=Plan.State.DRAFT)
    make_measure(draft, "Et hemmelig utkast")
    make_theme("hemmelig")
    assert "Et hemmelig utkast" not in main(on_page(grorud, "bolig"))


def test_a_dropped_measure_is_shown_and_is_in_no_bydels_har(leser: User) -> None:
    plan = make_plan("alna")
    measure = make_measure(plan, "Dele ut enhjørninger")
    theme = make_theme("enhjørning")
    report(measure, "Utgått", on=date(2025, 4, 30))
    before, after = Day(date(2025, 4, 29), TODAY), Day.being(TODAY)
    assert [matrix_of([theme], leser, day).lines[0].n for day in (before, after)] == [1, 0]
    hits = hits_of(theme, leser, after)
    (alna,) = [row for row in hits.rows if row.plan == plan]
    assert (hits.n, alna.n, alna.dropped, len(alna.first)) == (0, 0, 1, 1)
    assert hits_of(theme, leser, before).n == 1


# --- The pages ------------------------------------------------------------------------------------


def test_a_theme_that_finds_nothing_says_so_and_leads_on(leser: User) -> None:
    make_theme("enhjørning")
    page = on_page(leser, "bolig")
    assert "Ingen av 130 tiltak i planene som gjelder, har noen av ordene." in main(page)
    assert page.xpath("//*[@class='empty']//a/@href") == ["/temaer/"]


def test_bydeler_without_a_find_and_without_a_plan_are_told_apart(
    shipped: None, leser: User
) -> None:
    text = main(on_page(leser, "hap"))
    assert "Har plan St. Hanshaugen (0 av 42)" in text
    assert "Ingen plan her Gamle Oslo, Grünerløkka, Sagene, Frogner" in text


def test_without_themes_the_page_says_who_makes_them(leser: User, byadmin: User) -> None:
    assert "Byadministrator lager dem" in CheckingClient.of(leser).get("/temaer/").content.decode()
    assert "Lag det første" in CheckingClient.of(byadmin).get("/temaer/").content.decode()


@pytest.mark.parametrize("query", ["?per=01.01.1990", "?per=31.12.2070", "?per=tull", "?per=%00"])
def test_any_day_has_a_page(shipped: None, leser: User, query: str) -> None:
    on_page(leser, "fact", query)
    assert CheckingClient.of(leser).get(f"/temaer/{query}").status_code == 200


def test_a_day_that_cannot_be_read_is_no_file(shipped: None, leser: User) -> None:
    assert CheckingClient.of(leser).get("/temaer/fact/csv/?per=tull").status_code == 404


def test_the_files_hold_all_that_is_found(shipped: None, leser: User) -> None:
    client = CheckingClient.of(leser)
    text = client.get("/temaer/fact/csv/").content.decode("utf-8-sig")
    assert text.count("FACT") + text.count("fact") >= 7
    excel = client.get("/temaer/fact/excel/")
    book = load_workbook(BytesIO(excel.getvalue()))  # type: ignore[attr-defined]
    bydeler = [row[0] for row in book["Tiltak"].iter_rows(min_row=2, values_only=True)]
    assert bydeler == ["St. Hanshaugen"] * 3 + ["Grorud"] + ["Østensjø"] * 2 + ["Nordstrand"]


def test_a_long_find_is_cut_on_the_page_and_whole_in_the_file(leser: User) -> None:
    plan = make_plan("alna")
    for n in range(MOST_HITS + 2):
        make_measure(plan, f"Enhjørning {n}")
    make_theme("enhjørning")
    assert f"De første {MOST_HITS} av {MOST_HITS + 2}." in main(on_page(leser, "bolig"))
    text = CheckingClient.of(leser).get("/temaer/bolig/csv/").content.decode()
    assert text.count("Enhjørning") == MOST_HITS + 2


def test_of_the_citys_measures_as_many_are_counted_as_are_found(leser: User) -> None:
    city = Plan.objects.framework().get()
    for n in range(MOST_HITS + 2):
        make_measure(city, f"Enhjørning {n}")
    make_theme("enhjørning")
    page = on_page(leser, "bolig")
    assert f"Byen har {MOST_HITS + 2}." in main(page)
    assert f"Byens tiltak {MOST_HITS + 2} " in main(page)
    assert f"De første {MOST_HITS} av {MOST_HITS + 2}." in main(page)


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["/temaer/", "/temaer/bolig/", "/temaer/bolig/?per=01.01.2026"])
def test_any_number_of_finds_takes_the_same_fifteen_queries_or_fewer(
    leser: User, address: str
) -> None:
    client = CheckingClient.of(leser)
    plan = make_plan("alna")
    make_theme("enhjørning")
    report(make_measure(plan, "Enhjørning", deadline="31.12.2025"))
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for n in range(20):
        report(make_measure(plan, "Enhjørning", deadline="31.12.2025"))
        make_theme("enhjørning", name=f"Tema {n}", slug=f"tema-{n}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many) <= 15


# --- Keeping them ---------------------------------------------------------------------------------


def test_a_new_theme_gets_an_address_from_its_name(byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    for name, address in (
        ("Søvn & ærlighet på å", "/temaer/sovn-aerlighet-pa-a/"),
        ("Nytt", "/temaer/nytt-2/"),
        ("Excel", "/temaer/excel-2/"),
        ("🙂", "/temaer/tema/"),
        ("🙂🙂", "/temaer/tema-2/"),
    ):
        response = client.post("/temaer/nytt/", {"name": name, "words": "søvn\n- hvile\n\nsøvn"})
        assert response["Location"] == address
    assert Theme.objects.get(slug="tema").words == ["søvn", "hvile"]


def test_a_new_name_keeps_the_address_and_the_words(byadmin: User) -> None:
    theme = make_theme("bolig")
    sent = {"name": "Hjem", "seen": mark(theme)}
    response = CheckingClient.of(byadmin).post("/temaer/bolig/rediger/", sent)
    assert response["Location"] == "/temaer/bolig/"
    theme.refresh_from_db()
    assert (theme.name, theme.words) == ("Hjem", ["bolig"])


def test_who_saves_after_somebody_else_is_asked_first(byadmin: User) -> None:
    theme = make_theme("bolig")
    client = CheckingClient.of(byadmin)
    sent = {"name": "Hjem", "seen": mark(theme)}
    Theme.objects.filter(pk=theme.pk).update(name="Husvære")
    response = client.post("/temaer/bolig/rediger/", sent)
    assert response.status_code == 422
    page = html.document_fromstring(response.content.decode())
    assert "Nå heter det «Husvære»" in main(page)
    theme.refresh_from_db()
    assert theme.name == "Husvære"
    again = {**sent, "seen": page.xpath("//input[@name='seen']/@value")[0]}
    assert client.post("/temaer/bolig/rediger/", again).status_code == 302


@pytest.mark.parametrize(
    ("name", "words", "sentence"),
    [
        ("", "bolig", "Skriv hva temaet heter."),
        ("Hjem", " \n \n", "Skriv minst ett ord."),
        ("Hjem", "a", "må ha minst 2 bokstaver"),
        ("Hjem", "–––", "må ha minst 2 bokstaver"),
        ("Hjem", "x" * 30_000, "må ha minst 2 bokstaver"),
        ("Hjem", "\n".join(f"ord{n}" for n in range(21)), "Skriv høyst 20 ord. Her er det 21."),
        ("Bolig", "bolig", "Det er allerede et tema som heter det."),
        ("x" * 40_000, "bolig", "100"),
        ("Hjem\x00", "bolig", "Null"),
        ("Hjem", "bo\ud800lig", "tegn som ikke kan lagres"),
    ],
    ids=[
        "no name",
        "no words",
        "a letter",
        "no letters",
        "a long word",
        "many words",
        "a name that is taken",
        "a long name",
        "a NUL",
        "a lone surrogate",
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_saved(
    byadmin: User, name: str, words: str, sentence: str
) -> None:
    make_theme("bolig")
    sent = urlencode({"name": name, "words": words}, errors="surrogatepass")
    response = CheckingClient.of(byadmin).post("/temaer/nytt/", sent, content_type=TYPED)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Theme.objects.count() == 1


def test_a_theme_may_be_deleted_and_the_measures_stay(byadmin: User) -> None:
    make_theme("bolig")
    before = Measure.objects.count()
    response = CheckingClient.of(byadmin).post("/temaer/bolig/slett/")
    assert response["Location"] == "/temaer/"
    assert (Theme.objects.count(), Measure.objects.count()) == (0, before)


def test_only_the_keeper_is_offered_to_change_it(leser: User, byadmin: User) -> None:
    make_theme("bolig")
    for act in ("Gi temaet et nytt navn", "Fjern", "Legg til ordet"):
        assert act in main(on_page(byadmin, "bolig"))
        assert act not in main(on_page(leser, "bolig"))


def test_who_may_change_it_is_asked_in_two_ways_that_agree(
    leser: User, grorud: User, byadmin: User, superuser: User
) -> None:
    theme = make_theme("bolig")
    for user in (leser, grorud, byadmin, superuser):
        assert Theme.objects.editable_by(user).exists() == theme.is_editable_by(user)


@pytest.mark.parametrize("words", [[], "bolig", [1], [""], {"a": "b"}, ["a"]])
def test_words_that_are_no_list_of_texts_are_refused(words: Any) -> None:
    with pytest.raises(ValidationError):
        validate_words(words)


def test_the_database_refuses_a_theme_without_a_name(db: None) -> None:
    with pytest.raises(IntegrityError):
        Theme.objects.create(name="", slug="bolig")


def test_themes_without_a_plan_to_search_find_nothing(shipped: None, leser: User) -> None:
    matrix = matrix_of(list(Theme.objects.all()), leser, Day.being(date(1950, 1, 1)))
    assert {line.n for line in matrix.lines} == {0}
