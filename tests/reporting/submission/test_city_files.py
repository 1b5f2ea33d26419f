"""The city's files of a closed round: of what it had then, and the same bytes whenever made."""

import csv
import json
import re
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone
from lxml import etree
from openpyxl import load_workbook

from measures.columns import city_label as label
from measures.models import Measure, Status, StatusWord
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Plan, Strategy
from reporting.closing.acts import close, reopen
from reporting.models import CityFile, Round, Submission
from reporting.submission.city import making
from reporting.submission.city.making import city_files, store_city_files
from reporting.submission.city.records import CITY_FIELDS
from reporting.submission.city.tasks import make_city_files
from reporting.submission.freezing import send
from reporting.submission.tasks import make_files
from ruspolitikk.accounts.models import Organisation, User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report

TODAY = date(2026, 9, 25)


def sent(one: Round, slug: str, comment: str = "", today: date = TODAY) -> Submission:
    bydel = organisation(slug)
    return send(one, bydel, by=editor_of(bydel), comment=comment, today=today)


@pytest.fixture
def open_t2(five_plans: None) -> Round:
    """Alna has sent for two rounds, with a measure that has come further; Bjerke for the first."""
    t1 = Round.objects.create(name="T1 2026", cut_off=date(2026, 4, 30), due_on=date(2026, 5, 20))
    t2 = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    alna, bjerke = make_plan("alna"), make_plan("bjerke")
    measure = make_measure(alna, "Åpne et værested", deadline="31.12.2025")
    city = Measure.objects.framework().order_by("position").first()
    measure.answers.add(city)
    make_measure(alna, "=1+1")
    report(measure, "Ikke startet", on=date(2026, 4, 20))
    report(make_measure(bjerke, "Kurse de ansatte"), "Pågår", on=date(2026, 4, 25))
    for slug in ("alna", "bjerke"):
        sent(t1, slug, today=date(2026, 5, 10))
    report(measure, "Påbegynt", on=date(2026, 8, 20), risk=RiskLevel.HIGH)
    sent(t2, "alna", "Vi mangler lokaler.")
    return t2


@pytest.fixture
def t2(open_t2: Round, byadmin: User) -> Round:
    close(open_t2, by=byadmin, today=TODAY)
    open_t2.refresh_from_db()
    return open_t2


def made(one: Round, number: int = 1) -> dict[str, bytes]:
    fresh = Round.objects.get(pk=one.pk)
    return {file.kind: bytes(file.content) for file in city_files(fresh, number)}


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(BytesIO(content))
    return {sheet.title: [[c.value for c in row] for row in sheet] for sheet in book}


def row_of(rows: list[list[Any]], name: str) -> dict[Any, Any]:
    heads = next(row for row in rows if row[0] == "Bydel")
    return dict(zip(heads, next(row for row in rows if row[0] == name), strict=True))


def text_of(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_made_anew_after_all_is_renamed_they_are_the_same_bytes(
    t2: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(t2)
    for code in StatusCode:
        monkeypatch.setattr(code, "_label_", f"Ny {code.value}")
    StatusWord.objects.update(code="cancelled")
    Strategy.objects.update(text="En annen strategi")
    Measure.objects.update(text="Et annet tiltak", code="")
    Organisation.objects.filter(slug="alna").update(name="Alna og Bjerke")
    Round.objects.filter(pk=t2.pk).update(name="Tertial 2")
    Status.objects.update(code="completed")
    assert made(t2) == before


@pytest.mark.one_database
def test_the_matrix_tells_silence_apart_from_nought(t2: Round) -> None:
    book = sheets(made(t2)["tables"])
    alna = row_of(book["Samlet matrise"], "12 Alna")
    bjerke = row_of(book["Samlet matrise"], "9 Bjerke")
    assert (alna["Rapportert"], alna["Med i runden"], alna["I gang"]) == (1, 2, 1)
    assert (alna["Over frist"], alna["Høy risiko"], alna["Kommet lenger"]) == (1, 1, 1)
    assert (bjerke["Sendt"], bjerke["Rapportert"], bjerke["Eldre"]) == ("Ikke sendt", 0, 1)
    assert bjerke["I gang"] == bjerke["Kommet lenger"] == "–"
    frogner = row_of(book["Samlet matrise"], "5 Frogner")
    assert (frogner["Sendt"], frogner["Tiltak"]) == ("Ingen plan", "–")
    assert len(book["Samlet matrise"]) == 3 + 15 + 1
    total = row_of(book["Samlet matrise"], "Hele byen")
    assert total["Sendt"] == "1 av 15"
    assert total["Med i runden"] == sum(
        total[each] for each in ("Ikke i gang", "I gang", "I kraft", "Avsluttet", "Utgått",
                                 "Ukjent statusord", "Ikke rapportert")
    )  # fmt: skip


@pytest.mark.one_database
def test_there_is_a_sheet_for_each_question_and_for_each_bydel(t2: Round) -> None:
    book = sheets(made(t2)["tables"])
    assert list(book)[:4] == [
        "Forside", "Samlet matrise", "Strategi og status", "Svar på byens plan",
    ]  # fmt: skip
    assert "12 Alna" in book
    assert "9 Bjerke (ikke sendt)" in book
    assert list(book)[-3:] == ["Avvik", "Endringer", "Ordliste"]
    answers = book["Svar på byens plan"]
    assert len(answers) == 1 + Measure.objects.framework().count()
    assert ["9 Bjerke", "–", None, None, "–, ikke rapportert siden 25.04.2026"] in book["Endringer"]
    changed = next(row for row in book["Endringer"] if row[0] == "12 Alna")
    assert changed[-1].startswith("status fra «Ikke startet» til «Påbegynt»")


@pytest.mark.one_database
def test_a_dropped_measure_answers_nothing_of_the_citys_plan(open_t2: Round, byadmin: User) -> None:
    measure = make_measure(Plan.objects.get(organisation__slug="bjerke"), "Kjøpe en buss")
    answered = Measure.answers.through.objects.values("to_measure")
    city = Measure.objects.framework().exclude(pk__in=answered).order_by("position")[0]
    measure.answers.add(city)
    report(measure, "Utgått", on=date(2026, 4, 25))
    close(open_t2, by=byadmin, today=TODAY)
    files = made(open_t2)
    row = next(
        own for own in sheets(files["tables"])["Svar på byens plan"] if own[0] == label(city)
    )
    assert (row[2], set(row[3:])) == (0, {"–"})
    assert label(city) in text_of(files["note"])


@pytest.mark.one_database
def test_the_note_calls_no_new_status_unchanged(open_t2: Round, byadmin: User) -> None:
    measure = Measure.objects.get(plan__organisation__slug="bjerke")
    report(measure, "Delvis iverksatt", on=date(2026, 8, 20))
    sent(open_t2, "bjerke")
    close(open_t2, by=byadmin, today=TODAY)
    told = text_of(made(open_t2)["note"])
    assert "og 1 er verken kommet lenger eller gått tilbake, men har fått ny status." in told


@pytest.mark.one_database
def test_the_note_tells_the_round_and_each_bydel_in_sentences(t2: Round) -> None:
    told = text_of(made(t2)["note"])
    assert "1 av 15 bydeler har sendt inn for T2 2026." in told
    assert "Gamle Oslo" in next(
        line for line in told.splitlines() if "hadde ingen plan som" in line
    )
    assert "Ingen plan gjaldt 31.08.2026." in told
    assert "1 tiltak kommet lenger, og ingen har gått tilbake" in told
    assert "1 av 2 tiltak rapportert (50\xa0%): 1 i gang. Siden T1 2026" in told
    assert "«Vi mangler lokaler.»" in told
    assert "Har ikke sendt inn: ikke rapportert siden 25.04.2026." in told
    with ZipFile(BytesIO(made(t2)["note"])) as package:
        document = package.read("word/document.xml").decode()
    assert 'descr="12 Alna: 1 i gang, 1 ikke rapportert"' in document


@pytest.mark.one_database
def test_the_note_counts_nothing_as_nought_where_there_is_nothing_to_count(t2: Round) -> None:
    told = text_of(made(t2)["note"])
    assert "Ingen er utgått, og ingen er nye eller rapportert for første gang." in told
    assert "1 kommet lenger og ingen gått tilbake. 1 over frist, 1 med høy risiko." in told


@pytest.mark.one_database
def test_a_bydel_without_dates_or_risks_has_no_nought_over_frist(
    open_t2: Round, byadmin: User
) -> None:
    report(Measure.objects.get(plan__organisation__slug="bjerke"), "Iverksatt", on=TODAY)
    sent(open_t2, "bjerke")
    close(open_t2, by=byadmin, today=TODAY)
    told = text_of(made(open_t2)["note"])
    assert "Ingen fristdatoer, risikoen er ikke vurdert." in told


@pytest.mark.one_database
def test_what_nobody_answers_is_of_the_citys_whole_plan(t2: Round) -> None:
    told = text_of(made(t2)["note"])
    n = Measure.objects.framework().count()
    assert re.search(rf"Ingen bydel har svart på \d+ av byens {n} tiltak: [^;]+; ", told)


@pytest.mark.one_database
def test_of_one_bydel_that_is_silent_the_note_speaks_of_one(open_t2: Round, byadmin: User) -> None:
    for slug in ("st-hanshaugen", "grorud", "ostensjo", "nordstrand"):
        sent(open_t2, slug)
    close(open_t2, by=byadmin, today=TODAY)
    told = text_of(made(open_t2)["note"])
    assert "Bjerke har ikke sendt inn. Om bydelens 1 tiltak i runden vet vi ikke noe nytt." in told
    assert "Ingen av dem er hos bydeler som ikke har sendt inn." in told


@pytest.mark.one_database
def test_the_note_says_at_its_end_who_made_it_when_and_of_which_rows(t2: Round) -> None:
    document = docx.Document(BytesIO(made(t2)["note"]))
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[-1].rows}
    sent_one = json.loads(made(t2)["json"])
    assert facts["Laget av"] == "Oslo kommune, av det bydelene har sendt"
    assert facts["Kontrollsum for det bydelene rapporterte (SHA-256)"] == sent_one["sha256"]


@pytest.mark.one_database
def test_the_statuses_of_all_strategies_are_summed(t2: Round) -> None:
    _title, _blank, _heads, *rows, total = sheets(made(t2)["tables"])["Strategi og status"]
    assert total[0] == "Hele byen"
    assert total[1:] == [sum(column) for column in list(zip(*rows, strict=True))[1:]]


@pytest.mark.one_database
def test_what_a_bydel_reported_and_did_not_send_is_told_as_that(
    open_t2: Round, byadmin: User
) -> None:
    bjerke = Plan.objects.get(organisation__slug="bjerke")
    report(make_measure(bjerke, "Følge opp"), "Iverksatt", on=date(2026, 8, 31))
    close(open_t2, by=byadmin, today=TODAY)
    told = text_of(made(open_t2)["note"])
    assert "Har ikke sendt inn: 1 av 2 tiltak er rapportert, men ikke sendt." in told
    of_the_silent = re.search(r"Av deres (\d+) tiltak i runden er 1 rapportert, men ikke", told)
    assert of_the_silent
    assert f"Om de andre {int(of_the_silent[1]) - 1} vet vi ikke noe nytt." in told
    assert "Av det ene tiltaket som er rapportert og sendt inn, er 1 i gang." in told


@pytest.mark.one_database
def test_words_that_nobody_has_explained_are_told_so_in_the_note(
    open_t2: Round, byadmin: User
) -> None:
    bjerke = Plan.objects.get(organisation__slug="bjerke")
    report(make_measure(bjerke, "Følge opp"), "Skjæres i skiver", on=date(2026, 8, 31))
    sent(open_t2, "bjerke")
    close(open_t2, by=byadmin, today=TODAY)
    assert "rapportert (50\xa0%): 1 med ukjent statusord." in text_of(made(open_t2)["note"])


@pytest.mark.one_database
def test_each_step_of_the_matrix_sums_to_the_citys(open_t2: Round, byadmin: User) -> None:
    """Bjerke's «Iverksatt» was not sent: it is in no row, and in no sum."""
    bjerke = Plan.objects.get(organisation__slug="bjerke")
    report(make_measure(bjerke, "Følge opp"), "Iverksatt", on=date(2026, 8, 31))
    close(open_t2, by=byadmin, today=TODAY)
    book = sheets(made(open_t2)["tables"])
    *bydeler, city = [row_of(book["Samlet matrise"], row[0]) for row in book["Samlet matrise"][3:]]
    for step in ("Ikke i gang", "I gang", "I kraft", "Avsluttet", "Utgått"):
        assert sum(row[step] for row in bydeler if row[step] != "–") == city[step], step


@pytest.mark.one_database
def test_the_files_have_one_base_and_say_what_stands_outside_it(
    open_t2: Round, byadmin: User
) -> None:
    bjerke = Plan.objects.get(organisation__slug="bjerke")
    ended = make_measure(bjerke, "Holde en fagdag", deadline="31.12.2026")
    report(ended, "Avsluttet", on=date(2026, 4, 1), risk=RiskLevel.HIGH)
    make_measure(bjerke, "Følge opp", deadline="2026–2027")
    close(open_t2, by=byadmin, today=TODAY)
    files = made(open_t2)
    told, book = text_of(files["note"]), sheets(files["tables"])
    matrix = [row_of(book["Samlet matrise"], row[0]) for row in book["Samlet matrise"][3:]]
    *bydeler, city = matrix
    silent = sum(row["Med i runden"] for row in bydeler if row["Sendt"] == "Ikke sendt")
    assert f"ikke sendt inn. Om deres {silent} tiltak i runden vet vi ikke noe nytt." in told
    assert "2 tiltak i runden. 1 var avsluttet eller utgått før runden." in told
    of_dated = f"{city['Over frist']} av {city['Med fristdato']} tiltak med fristdato"
    assert f"{of_dated} er over frist." in told
    outside = city["Tiltak"] - city["Med i runden"]
    of_all = f"av alle {city['Tiltak']} tiltak i planene, også det ene som ikke er med i"
    assert outside == 1
    assert of_all in told
    front = dict(row[:2] for row in book["Forside"] if row[0])
    assert front["Over frist"] == of_dated
    assert front["Høy risiko"].endswith("tiltak med vurdert risiko")
    assert of_all in front["Regnet av"]
    assert any("der fristen er en periode" in str(row[1]) for row in book["Forside"])


@pytest.mark.one_database
def test_a_sum_of_nothing_is_nothing_and_not_nought(open_t2: Round, byadmin: User) -> None:
    Submission.objects.filter(round__name="T1 2026").update(recorded_at=timezone.now())
    close(open_t2, by=byadmin, today=TODAY)
    book = sheets(made(open_t2)["tables"])
    total = row_of(book["Samlet matrise"], "Hele byen")
    assert (total["Kommet lenger"], total["Gått tilbake"]) == ("–", "–")
    assert (total["Utgått"], total["I gang"]) == (0, 1)


def test_one_that_got_its_plan_afterwards_is_without_in_number_one_alone(
    t2: Round, byadmin: User
) -> None:
    before = made(t2)
    make_measure(make_plan("frogner"))
    reopen(t2, organisation("frogner"), reason="Planen ble vedtatt sent", by=byadmin)
    sent(t2, "frogner")
    assert made(t2) == before
    frogner = row_of(sheets(made(t2, 2)["tables"])["Samlet matrise"], "5 Frogner")
    assert (frogner["Versjon"], frogner["Tiltak"]) == (1, 1)


@pytest.mark.one_database
def test_the_rows_of_all_bydeler_come_as_csv_and_json(t2: Round) -> None:
    files = made(t2)
    rows = list(csv.DictReader(StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))
    assert {(row["bydel"], row["is_sent"]) for row in rows} >= {
        ("Bydel Alna", "1"), ("Bydel Bjerke", "0"),
    }  # fmt: skip
    assert next(row for row in rows if row["text"].startswith("'="))["text"] == "'=1+1"
    told = json.loads(files["json"])
    assert len(told["bydeler"]) + len(told["without_plan"]) == 15
    bjerke = next(each for each in told["bydeler"] if each["head"]["bydel"] == "Bydel Bjerke")
    assert (bjerke["is_sent"], bjerke["sent_at"], bjerke["sent_as"]) == (False, None, None)
    documented = (settings.BASE_DIR / "docs/sent-report.md").read_text()
    names = {*told, *told["bydeler"][0], *CITY_FIELDS, *told["without_plan"][0]}
    assert [name for name in sorted(names) if f"`{name}`" not in documented] == []


@pytest.mark.one_database
def test_the_journal_package_holds_the_citys_files_with_their_sums(t2: Round) -> None:
    files = made(t2)
    with ZipFile(BytesIO(files["journal"])) as package:
        told = etree.fromstring(package.read("metadata.xml"))
        assert package.read("notat-t2-2026-nr-1.docx") == files["note"]
        assert package.read("rader-t2-2026-nr-1.json") == files["json"]
    assert told.findtext("mottaker") == "Byrådet"
    sums = {element.text for element in told.iterfind(".//dokumentobjekt/sjekksum")}
    assert sums == {sha256(files[kind]).hexdigest() for kind in ("note", "tables", "json")}


@pytest.mark.one_database
def test_files_of_a_kind_that_is_not_there_are_made_and_the_others_stay(t2: Round) -> None:
    store_city_files(t2)
    CityFile.objects.exclude(kind__in=["note", "tables"]).delete()
    kept = set(CityFile.objects.values_list("pk", "sha256"))
    store_city_files(t2)
    assert CityFile.objects.count() == len(CityFile.Kind)
    assert kept <= set(CityFile.objects.values_list("pk", "sha256"))


def test_a_version_that_comes_after_closing_makes_number_two_and_one_stays(
    t2: Round, byadmin: User
) -> None:
    store_city_files(t2)
    first = {file.pk: file.sha256 for file in CityFile.objects.filter(round=t2, number=1)}
    reopen(t2, organisation("bjerke"), reason="Sendte for sent", by=byadmin)
    sent(t2, "bjerke")
    store_city_files(t2)
    store_city_files(t2)
    assert {f.pk: f.sha256 for f in CityFile.objects.filter(round=t2, number=1)} == first
    assert CityFile.objects.filter(round=t2, number=2).count() == len(CityFile.Kind)
    assert row_of(sheets(made(t2, 2)["tables"])["Samlet matrise"], "9 Bjerke")["Versjon"] == 1
    assert made(t2)["note"] == bytes(CityFile.objects.get(number=1, kind="note").content)


@pytest.mark.one_database
def test_a_worker_that_dies_while_it_makes_them_leaves_none_and_the_next_one_makes_them(
    t2: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: Any) -> bytes:
        raise SystemExit

    with monkeypatch.context() as while_it_dies:
        while_it_dies.setattr(making, "csv_of_city", killed)  # when most of them are made
        with pytest.raises(SystemExit):
            make_city_files.call(t2.pk)
    assert not CityFile.objects.exists()
    make_files.call(0)
    assert not CityFile.objects.exists()  # it may be at work still
    monkeypatch.setattr(making, "WAITS_FOR", timedelta(0))
    make_files.call(0)
    assert CityFile.objects.count() == len(CityFile.Kind)
    assert list(making.left_behind()) == []


@pytest.mark.one_database
def test_the_command_line_writes_the_citys_files_too(t2: Round, tmp_path: Path) -> None:
    call_command("submission_files", round="T2 2026", output=tmp_path, stdout=StringIO())
    for file in CityFile.objects.filter(round=t2).exclude(kind="pdf"):
        assert (tmp_path / file.name).read_bytes() == bytes(file.content)
    assert (tmp_path / "notat-t2-2026-nr-1.docx").exists()


@pytest.mark.one_database
def test_an_open_round_has_no_files_of_the_city(five_plans: None) -> None:
    one = Round.objects.create(name="T3", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    store_city_files(one)
    with pytest.raises(ValueError, match="has no report number 1"):
        city_files(one, 1)
    assert not CityFile.objects.exists()


@pytest.mark.one_database
def test_closing_makes_the_files_and_the_rounds_page_lists_them(
    open_t2: Round, byadmin: User
) -> None:
    t2, client = open_t2, CheckingClient.of(byadmin)
    client.post(f"/runder/{t2.pk}/lukk/")
    page = client.get(f"/runder/{t2.pk}/").content.decode()
    assert "Last ned notatet (Word)" in page
    assert "Byens tabeller" in page
    assert "Ikke laget. PDF lages ikke på denne serveren." in page
    assert client.get(f"/runder/{t2.pk}/filer/1/pdf/").status_code == 404
    assert "Lag filene" not in page
    file = client.get(f"/runder/{t2.pk}/filer/1/tables/")
    assert b"".join(file.streaming_content) == bytes(CityFile.objects.get(kind="tables").content)
    CityFile.objects.all().delete()
    page = client.get(f"/runder/{t2.pk}/").content.decode()
    assert "Filene lages." in page
    assert "Lag filene" not in page
    Submission.ever.update(recorded_at=F("recorded_at") - timedelta(minutes=5))
    Round.objects.update(closed_at=F("closed_at") - timedelta(minutes=3))
    page = client.get(f"/runder/{t2.pk}/").content.decode()
    assert "Filene er ikke laget." in page
    assert "Filene lages." not in page
    told = client.post(f"/runder/{t2.pk}/filer/lag/", follow=True).content.decode()
    assert "Filene er laget." in told
    assert CityFile.objects.count() == len(CityFile.Kind)
