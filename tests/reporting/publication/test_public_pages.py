"""The pages that anybody may read: drawn from what was published, and from nothing else."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from measures.models import Measure, Responsible, Status, StatusWord
from measures.models.merging import merge_into
from measures.models.word_mapping import map_words
from measures.vocabulary import StatusCode
from plans.models import Goal, Plan, Strategy
from reporting.models import FrozenRow, Judgement, PublishedFile, Round
from reporting.publication.acts import let_through, take_back
from reporting.publication.gate import Gate
from ruspolitikk.accounts.models import Organisation, User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, organisation
from tests.forms_on_pages import said
from tests.reporting.publication.publishing import HOSTILE, published

Group = Judgement.Group
CITY, ALNA = "/publisert/t2-2026/", "/publisert/t2-2026/alna/"
FILES = ("/publisert/t2-2026/tiltak.csv", "/publisert/t2-2026/tiltak.json")
EVERYWHERE = ("/publisert/", CITY, ALNA, *FILES, "/publisert/felter/", "/robots.txt")


def page_at(address: str) -> html.HtmlElement:
    return html.document_fromstring(CheckingClient().get(address).content.decode())


@pytest.fixture
def public(t2: Round, byadmin: User) -> Round:
    let_through(t2, [(each, True) for each in Gate.of(t2).remarks], by=byadmin)
    published(t2, byadmin, Group.NAME)
    return t2


@pytest.mark.one_database
def test_the_citys_page_has_the_numbers_and_a_silent_bydel_has_no_link_and_no_bar(
    public: Round,
) -> None:
    page = page_at(CITY)
    told = " ".join(page.xpath("//main")[0].text_content().split())
    assert "To av 15 bydeler sendte inn, og vi vet hvor langt 3 av tiltakene var kommet" in told
    assert "Bjerke har ikke sendt inn. Sist rapportert 30.04.2025." in told
    [silent] = page.xpath("//tr[contains(., 'Bjerke')]")
    assert not silent.xpath(".//a | .//*[local-name() = 'svg']")
    assert "Sendte ikke inn for T2 2026" in silent.text_content()
    [sent] = page.xpath("//tr[contains(., '12 Alna')]")
    assert sent.xpath(".//a/@href") == [ALNA]
    own = page_at(ALNA)
    [coded] = own.xpath("//tr[contains(., 'Åpne et værested')]/td[1]/text()")
    assert coded == "4.2.10"  # the plan's own, as in its lists and files
    numbers = page.xpath("//tfoot//td[contains(@class, 'num')]/text()")
    assert numbers == ["0", "0", "1", "1", "0", "1", "2", "5"]


@pytest.mark.one_database
def test_a_public_page_leads_to_public_pages_alone_and_works_without_scripts(
    public: Round,
) -> None:
    for address in (CITY, ALNA, "/publisert/", "/publisert/felter/"):
        page = page_at(address)
        assert not page.xpath("//script | //form | //button")
        for href in page.xpath("//a/@href"):
            is_public = href.startswith(("/publisert/", "#", settings.LICENCE_ADDRESS))
            assert is_public or href in {"/tilgjengelighet/", "/personvern/"}, href
        assert page.xpath("//meta[@name='description']/@content")
        assert not page.xpath("//meta[@name='robots']")


@pytest.mark.one_database
def test_what_is_hostile_is_text_and_what_was_left_out_is_nowhere(public: Round) -> None:
    shown = CheckingClient().get(ALNA).content.decode()
    assert "<script>" not in shown
    assert HOSTILE in page_at(ALNA).text_content()
    for secret in ("Kari", "22 33 44 55", "Hemmelig", "Til byen alene"):
        assert secret not in shown, secret
    assert "NAV v/Fatima" in shown  # somebody let it stand
    assert "Uklar status" in shown


@pytest.mark.one_database
def test_no_page_of_a_bydel_that_did_not_send(public: Round) -> None:
    answer = CheckingClient().get("/publisert/t2-2026/bjerke/")
    assert answer.status_code == 404
    assert (
        "Bydelen har ikke sendt inn for T2 2026, så det er ingenting å vise. "
        "Sist rapportert 30.04.2025."
    ) in said(answer)
    answer = CheckingClient().get("/publisert/t2-2026/sondre-nordstrand/")
    assert answer.status_code == 404
    assert "Bydelen hadde ingen vedtatt plan 31.08.2026" in said(answer)
    answer = CheckingClient().get("/publisert/t2-2026/tull/")
    assert answer.status_code == 404
    assert "Ingenting er publisert på denne adressen." in said(answer)


@pytest.mark.one_database
def test_a_bydel_without_a_plan_is_read_aloud_as_that(public: Round) -> None:
    [row] = page_at(CITY).xpath("//tr[contains(., '15 Søndre Nordstrand')]")
    assert "Ikke rapportert" not in row.text_content()
    assert row.text_content().count("Ingen plan") == 8


@pytest.mark.one_database
def test_a_bydels_page_tells_what_its_words_mean_and_whether_remarks_are_there(
    public: Round, byadmin: User
) -> None:
    page = page_at(ALNA)
    assert page.xpath("//dl//dt/text()") == ["Iverksatt", "Uklar status", "Ikke rapportert"]
    assert "Bare merknader som er valgt" in page.text_content()
    sagene = page_at("/publisert/t2-2026/sagene/")
    assert "Merknader er ikke tatt med." in sagene.text_content()
    assert not sagene.xpath("//th[text() = 'Merknad']")


@pytest.mark.one_database
def test_a_bydels_page_begins_with_how_far_its_measures_are_come(public: Round) -> None:
    counts = {
        label.strip(): int(n)
        for n, label in (
            (each.xpath("string(strong)"), each.xpath("string(text()[last()])"))
            for each in page_at(ALNA).xpath("//ul[contains(@class, 'counts')]/li")
        )
    }
    assert (counts["I kraft"], counts["Uklar status"], counts["Ikke rapportert"]) == (1, 1, 1)
    assert sum(counts.values()) == 3


@pytest.mark.one_database
def test_a_public_page_reads_and_sets_no_cookie_and_may_be_kept(public: Round) -> None:
    alna = editor_of(organisation("alna"))
    for client in (CheckingClient(), CheckingClient.of(alna)):
        for address in EVERYWHERE:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert not answer.cookies, address
            assert "Cookie" not in answer.get("Vary", ""), address
            assert {"public", "max-age=0", "s-maxage=300"} < {*answer["Cache-Control"].split(", ")}
            again = client.get(address, headers={"If-None-Match": answer["ETag"]})
            assert again.status_code == 304


@pytest.mark.one_database
def test_who_reads_changes_no_byte(public: Round, byadmin: User) -> None:
    for address in EVERYWHERE:
        contents = {c.get(address).content for c in (CheckingClient(), CheckingClient.of(byadmin))}
        assert len(contents) == 1, address


@pytest.mark.one_database
def test_what_a_proxy_keeps_says_nothing_that_one_reader_asked_with(public: Round) -> None:
    """Otherwise whoever asks first decides what all others are shown for five minutes."""
    asked_with = {
        **dict.fromkeys(
            ("X-Forwarded-Host", "X-Host", "X-Original-URL", "Forwarded"), "ond.example"
        ),
        "Origin": "https://ond.example",
        "Referer": "https://ond.example/",
        "Via": "ond.example",
        "X-HTTP-Method-Override": "DELETE",
        "Accept-Language": "en",
        "Cookie": "a=ond.example",
    }
    for address in EVERYWHERE:
        plain = CheckingClient().get(address)
        answer = CheckingClient().get(f"{address}?spor=ond.example", headers=asked_with)
        assert answer.content == plain.content, address
        assert "ond.example" not in str(answer.headers), address
        assert not {"Vary", "Set-Cookie"} & answer.headers.keys(), address


def test_the_files_are_those_that_were_stored(public: Round) -> None:
    for address, file in zip(FILES, PublishedFile.objects.order_by("kind"), strict=True):
        answer = CheckingClient().get(address)
        assert answer.content == bytes(file.content)
        assert answer["Content-Disposition"] == f'attachment; filename="{file.name}"'
        assert file.sha256 in page_at(CITY).text_content()
    assert CheckingClient().get("/publisert/t2-2026/tiltak.xlsx").status_code == 404


@pytest.mark.one_database
def test_search_engines_are_told_to_read_what_is_published_alone(public: Round) -> None:
    answer = CheckingClient().get("/robots.txt")
    told = answer.content.decode().splitlines()
    assert told == ["User-agent: *", "Allow: /publisert/", "Allow: /static/", "Disallow: /"]
    assert "X-Robots-Tag" not in CheckingClient().get(CITY)


def test_taken_back_every_address_says_so_for_ever_and_nothing_else(
    public: Round, byadmin: User
) -> None:
    act = take_back(public, reason="Feil tall hos Kari", by=byadmin)
    for address in (CITY, ALNA, *FILES):
        answer = CheckingClient().get(address)
        assert answer.status_code == 410
        told = f"Oslo kommune trakk denne siden tilbake {act.recorded_at:%d.%m.%Y}."
        assert f"{told} Tallene for T2 2026 er ikke publisert." in said(answer)
        assert answer["X-Robots-Tag"] == "noindex"
        assert "Kari" not in answer.content.decode()
    assert "Ingen runde er publisert nå." in said(CheckingClient().get("/publisert/"))


def test_what_is_published_follows_nothing_that_is_changed_later(
    public: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every label, unit, goal and word; a corrected status; two parties that become one; and what
    was frozen itself."""

    def everything() -> dict[str, bytes]:
        return {address: CheckingClient().get(address).content for address in EVERYWHERE}

    before = everything()
    for code in StatusCode:
        monkeypatch.setattr(code, "_label_", f"Ny {code.value}")
    alna = organisation("alna")
    map_words(alna, "Så smått", StatusCode.CANCELLED, by=editor_of(alna))
    StatusWord.objects.update(code=StatusCode.CANCELLED)
    Status.objects.update(words="Utgått", code=StatusCode.CANCELLED)
    parties = Responsible.objects.filter(organisation=alna).order_by("pk")
    merge_into(parties[0], parties[1], by=editor_of(alna))
    renamed = Concat("name", Value(" omdøpt"))
    for named in (Round.objects, Organisation.objects, Responsible.objects):
        named.update(name=renamed)
    Plan.objects.update(title="Omdøpt")
    Goal.objects.update(text="Omdøpt")
    Strategy.objects.update(text="Omdøpt")
    Measure.objects.update(text="Omdøpt", title="Omdøpt")
    FrozenRow.objects.update(words="{}")
    Judgement.objects.update(answer="omit")
    assert everything() == before


@pytest.mark.one_database
def test_a_public_page_asks_few_queries_and_as_few_of_many_rows(public: Round) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 200
        return len(asked)

    few = [queries(address) for address in EVERYWHERE]
    file = PublishedFile.objects.get(kind="json")
    told = json.loads(bytes(file.content))
    told["measures"] *= 50
    file.content = json.dumps(told).encode()
    file.save()
    assert [queries(address) for address in EVERYWHERE] == few
    assert max(few) <= 2


# --- For the byadministrator ---------------------------------------------------------------------


@pytest.mark.one_database
def test_the_page_as_it_will_be_leaves_out_what_nobody_has_judged(t2: Round, byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    there = f"/runder/{t2.pk}/publisering/slik-den-blir/"
    assert "Slik blir siden." in said(client.get(there))
    assert "ikke publisert ennå" in said(client.get(there))
    shown = client.get(f"{there}alna/")
    assert "Utelatt" in said(shown)
    assert "Kari" not in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert client.get(f"{there}bjerke/").status_code == 404


def act(client: CheckingClient, one: Round, verb: str, **sent: Any) -> str:
    return said(client.post(f"/runder/{one.pk}/publisering/{verb}/", sent, follow=True))


def test_each_act_that_comes_too_late_is_told_so(public: Round, byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    assert "T2 2026 ble publisert" in act(client, public, "publiser", seen="1-0-0")
    assert "Skriv hvorfor." in act(client, public, "trekk-tilbake", reason="")
    told = act(client, public, "trekk-tilbake", reason="Feil tall")
    assert "T2 2026 er trukket tilbake." in told
    assert "«Feil tall»" in told  # the round's own page says why
    assert "T2 2026 ble trukket tilbake" in act(client, public, "trekk-tilbake", reason="Feil")
    assert "Ingenting er publisert." in act(client, public, "publiser", seen="1-0-0")
    seal = Gate.of(public).seal
    told = act(client, public, "publiser", seen=seal)
    assert "T2 2026 er publisert" in told
    assert "Slik den blir" not in told
    page = html.document_fromstring(
        client.get(f"/runder/{public.pk}/publisering/").content.decode()
    )
    assert page.xpath("//h1/text()") == ["T2 2026 er publisert"]
    assert page.xpath(f"//*[@class='lead']//a[@href='{CITY}']")


@pytest.mark.one_database
def test_the_rounds_page_says_that_it_is_published(public: Round, leser: User) -> None:
    client = CheckingClient.of(leser)
    page = html.document_fromstring(client.get(f"/runder/{public.pk}/").content.decode())
    assert page.xpath(f"//a[@href='{CITY}']")
    assert not page.xpath("//a[contains(@href, '/publisering/')]")
    told = said(client.get(f"/runder/{public.pk}/om/"))
    assert "Publisert på /publisert/t2-2026/." in told
