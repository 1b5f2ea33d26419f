"""The files of a sent report: made once, of what was frozen, and the same bytes whenever made."""

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.timezone import now
from lxml import etree
from openpyxl import load_workbook

from measures.models import Measure, Report, Responsible, Status, StatusWord
from measures.models.merging import merge_into
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Goal, Plan, Strategy
from reporting.models import Round, StoredFile, Submission
from reporting.submission.files.making import files_of, left_behind, store_files
from reporting.submission.files.records import FIELDS
from reporting.submission.freezing import send
from reporting.submission.tasks import make_files
from ruspolitikk.accounts.models import Organisation
from tests.factories import (
    editor_of,
    make_measure,
    make_plan,
    organisation,
    report,
    set_deadline,
)

TODAY = date(2026, 9, 10)


@pytest.fixture
def t2(five_plans: None) -> Round:
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


def sent(one: Round, slug: str, *, comment: str = "", today: date = TODAY) -> Submission:
    bydel = organisation(slug)
    return send(one, bydel, by=editor_of(bydel), comment=comment, today=today)


def made(submission: Submission) -> dict[str, bytes]:
    fresh = Submission.objects.select_related("round", "bydel").get(pk=submission.pk)
    return {file.kind: bytes(file.content) for file in files_of(fresh)}


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(BytesIO(content))
    return {sheet.title: [[c.value for c in row] for row in sheet] for sheet in book}


def text_of(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def change_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every label, unit, goal and word; a corrected status; two parties that become one."""
    grorud = editor_of(organisation("grorud"))
    Goal.objects.update(text="Et annet mål")
    Strategy.objects.update(text="En annen strategi")
    StatusWord.objects.update(code="cancelled")
    Organisation.objects.filter(slug="grorud").update(name="Grorud og Stovner", slug="stovrud")
    Round.objects.update(name="Tertial 2")
    Measure.objects.update(text="Et annet tiltak", title="Nytt", code="")
    parties = [
        Responsible.objects.get_by_natural_key("stovrud", name)
        for name in ("ansatte ved Regnbuen", "Ansatte ved Regnbuen")
    ]
    merge_into(parties[0], parties[1], by=grorud)
    for code in StatusCode:
        monkeypatch.setattr(code, "_label_", f"Ny {code.value}")
    status = Status.objects.filter(measure__plan__slug="grorud-2023", code="in_progress").first()
    assert status
    status.measure.correct(
        status,
        None,
        Report("Avsluttet", StatusCode.COMPLETED),
        on=status.applies_on,
        reason="Skrevet feil",
        by=grorud,
        expected_version=status.measure.report_version,
    )
    Plan.objects.update(title="En annen plan", columns=["Tiltak"], case_number="1/1")


def test_made_anew_after_all_is_renamed_corrected_and_merged_they_are_the_same_bytes(
    t2: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = sent(t2, "grorud", comment="Vi venter på lokaler.")
    before = made(submission)
    change_everything(monkeypatch)
    after = made(submission)
    assert after.keys() == before.keys()
    assert [kind for kind in after if after[kind] != before[kind]] == []


def test_they_are_stored_once_with_their_size_and_sum(t2: Round) -> None:
    make_measure(make_plan("alna"))
    submission = sent(t2, "alna")
    store_files(submission)
    StoredFile.objects.filter(kind="json").update(name="merket")
    store_files(submission)
    names = [file.name for file in StoredFile.objects.in_order_of_use(submission)]
    assert names[0] == "alna-t2-2026-v1.docx"
    assert names[-1] == "merket"
    for file in submission.files.all():
        assert file.is_whole
        assert (file.size, file.sha256) == (
            len(file.content), sha256(bytes(file.content)).hexdigest(),
        )  # fmt: skip


@pytest.mark.one_database
def test_a_worker_takes_up_what_one_that_died_has_left(t2: Round) -> None:
    make_measure(make_plan("alna"))
    make_measure(make_plan("bjerke"))
    left, own = sent(t2, "alna"), sent(t2, "bjerke")
    assert list(left_behind()) == []
    Submission.objects.filter(pk=left.pk).update(recorded_at=now() - timedelta(minutes=5))
    make_files.call(own.pk)
    assert left.files.count() == own.files.count() > 0
    assert list(left_behind()) == []


@pytest.fixture
def of_alna(t2: Round) -> Callable[[], dict[str, bytes]]:
    """A plan with a measure over frist and at high risk, one reported and one never."""
    plan = make_plan("alna", case_number="26/17", columns=["TILTAK", "Frist"])
    late = make_measure(plan, "Åpne et værested", deadline="31.12.2025", code="4.2.10")
    report(late, "Påbegynt", on=date(2026, 8, 20), risk=RiskLevel.HIGH, remark="=1+1")
    make_measure(plan, "Kurse de ansatte")
    return lambda: made(sent(t2, "alna", comment="Vi mangler lokaler."))


@pytest.mark.one_database
def test_the_workbook_has_the_plans_own_table_avvik_and_ordliste(
    of_alna: Callable[[], dict[str, bytes]],
) -> None:
    book = sheets(of_alna()["excel"])
    assert list(book) == ["Forside", "Tiltak", "Avvik", "Endringer", "Ordliste"]
    assert ["Saksnummer", "26/17"] in book["Forside"]
    assert book["Tiltak"][0][:4] == ["TILTAK", "Frist", "Status", "Risiko"]
    assert book["Tiltak"][1][:2] == ["4.2.10 Åpne et værested", "31.12.2025"]
    assert book["Avvik"][1][2] == "over frist 31.12.2025\nhøy risiko"
    assert book["Avvik"][2][2] == "aldri rapportert"
    assert book["Ordliste"][1:] == [["Påbegynt", "Under arbeid"]]


@pytest.mark.one_database
def test_the_case_for_bydelsutvalget_has_figures_deviations_changes_and_the_table(
    of_alna: Callable[[], dict[str, bytes]],
) -> None:
    told = text_of(of_alna()["word"])
    assert "1 av 2 tiltak er rapportert for T2 2026." in told
    assert "4.2.10 Åpne et værested: over frist 31.12.2025, høy risiko." in told
    assert "Vi mangler lokaler." in told
    assert "Siden «Endringer» i systemet sammenligner det som er registrert." in told
    assert told.index("Avvik") < told.index("Endringer") < told.index("Tiltakene")


@pytest.mark.one_database
def test_the_case_has_a_picture_that_says_in_words_how_far_the_measures_are_come(
    of_alna: Callable[[], dict[str, bytes]],
) -> None:
    content = of_alna()["word"]
    with ZipFile(BytesIO(content)) as package:
        document = package.read("word/document.xml").decode()
    assert 'descr="Bydel Alna: 1 i gang, 1 ikke rapportert"' in document
    assert 'descr=""' not in document
    assert "Hvor langt tiltakene er kommet" in text_of(content)


@pytest.mark.one_database
def test_changes_are_told_since_the_report_that_was_sent_before(t2: Round) -> None:
    t1 = Round.objects.create(name="T1", cut_off=date(2026, 4, 30), due_on=date(2026, 5, 20))
    measure = make_measure(make_plan("alna"), "Kurse de ansatte")
    report(measure, "Påbegynt", on=date(2026, 4, 20))
    earlier = sent(t1, "alna", today=date(2026, 5, 1))
    report(measure, "Iverksatt", on=date(2026, 8, 20))
    make_measure(measure.plan, "Åpne et værested", joined_on=date(2026, 6, 1))
    submission = sent(t2, "alna")
    Submission.objects.filter(pk=earlier.pk).update(state=Submission.State.RETURNED)
    sent(t1, "alna")  # afterwards: it was not there when the report was sent
    told = text_of(made(submission)["word"])
    assert "1 Kurse de ansatte: status fra «Påbegynt» til «Iverksatt»." in told
    assert "2 Åpne et værested: er nytt i planen." in told


@pytest.mark.one_database
def test_every_kind_of_change_is_told_in_the_same_words_in_every_file(t2: Round) -> None:
    """Of what counts: a rewording of a status, a risk or a day is no change."""
    t1 = Round.objects.create(name="T1", cut_off=date(2026, 4, 30), due_on=date(2026, 5, 20))
    plan, spring, summer = make_plan("alna"), date(2026, 4, 20), date(2026, 8, 20)
    names = ("Ny status", "Samme status", "Ukjent ord", "Risiko", "Frist", "Samme dag", "Uten dag",
             "Alt", "Blank status", "To ukjente ord")  # fmt: skip
    m = {name: make_measure(plan, name, deadline="31.12.2026") for name in names}
    for name, words in (("Ny status", "Påbegynt"), ("Samme status", "Påbegynt"),
                        ("Ukjent ord", "Snart der"), ("To ukjente ord", "Snart der")):  # fmt: skip
        report(m[name], words, on=spring)
    report(m["Alt"], "Iverksatt", on=spring, risk=RiskLevel.LOW)
    sent(t1, "alna", today=date(2026, 5, 1))
    for name, words in (("Ny status", "Iverksatt"), ("Samme status", "Under arbeid"),
                        ("Ukjent ord", "Påbegynt"), ("Blank status", "Venter"),
                        ("To ukjente ord", "Nesten der")):  # fmt: skip
        report(m[name], words, on=summer)
    report(m["Risiko"], "Påbegynt", on=summer, risk=RiskLevel.HIGH)
    report(m["Alt"], "Utgår", on=summer, risk=RiskLevel.MEDIUM)
    for name, words in (("Frist", "01.02.2027"), ("Samme dag", "Innen desember 2026"),
                        ("Uten dag", "Når lokalene er klare"), ("Alt", "Hvert år")):  # fmt: skip
        set_deadline(m[name], words, on=summer)
    make_measure(plan, "Kom til", joined_on=date(2026, 6, 1))
    files = made(sent(t2, "alna"))
    told = {row[1]: row[2] for row in sheets(files["excel"])["Endringer siden T1"][1:]}
    assert told == {
        "Ny status": "status fra «Påbegynt» til «Iverksatt»",
        "Ukjent ord": "status fra «Snart der» til «Påbegynt»",
        "Risiko": "status fra «ikke rapportert» til «Påbegynt»\n"
        "risiko fra «ikke vurdert» til «Høy»",
        "Frist": "frist fra «31.12.2026» til «01.02.2027»",
        "Uten dag": "frist fra «31.12.2026» til «Når lokalene er klare»",
        "Alt": "status fra «Iverksatt» til «Utgår»\nrisiko fra «Lav» til «Middels»\n"
        "frist fra «31.12.2026» til «Hvert år»",
        "Blank status": "status fra «ikke rapportert» til «Venter»",
        "To ukjente ord": "status fra «Snart der» til «Nesten der»",
        "Kom til": "er nytt i planen",
    }
    in_word = text_of(files["word"])
    for n, (name, sentences) in enumerate(told.items()):
        assert f"{name}: {sentences.replace('\n', ', ')}." in in_word, n


@pytest.mark.one_database
def test_the_rows_come_as_csv_and_json_with_names_that_programs_know(
    of_alna: Callable[[], dict[str, bytes]],
) -> None:
    files = of_alna()
    rows = list(csv.DictReader(StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))
    assert (rows[0]["round"], rows[0]["cut_off"], rows[0]["bydel_number"]) == (
        "T2 2026", "2026-08-31", "12",
    )  # fmt: skip
    assert (rows[0]["status_code"], rows[0]["over_frist"]) == ("in_progress", "1")
    assert rows[0]["status_remark"] == "'=1+1"
    assert rows[1]["status_code"] == ""
    told = json.loads(files["json"])
    assert told["head"]["columns"] == ["TILTAK", "Frist"]
    assert told["rows"][0]["status"]["words"] == "Påbegynt"
    assert told["sha256"] == Submission.objects.get().sha256


@pytest.mark.one_database
def test_the_journal_package_holds_the_files_with_their_sums(
    of_alna: Callable[[], dict[str, bytes]],
) -> None:
    files = of_alna()
    with ZipFile(BytesIO(files["journal"])) as package:
        assert package.read("alna-t2-2026-v1.docx") == files["word"]
        told = etree.fromstring(package.read("metadata.xml"))
        names = package.namelist()
    assert names == sorted(names)
    assert told.findtext("avsender") == "Bydel Alna"
    assert told.findtext("saksnummer") == "26/17"
    sums = dict(zip(told.iterfind(".//filnavn"), told.iterfind(".//dokumentobjekt/sjekksum")))  # noqa: B905
    by_name = {name.text: its_sum.text for name, its_sum in sums.items()}
    assert by_name["alna-t2-2026-v1.xlsx"] == sha256(files["excel"]).hexdigest()
    assert told.findtext("sjekksum") == Submission.objects.get().sha256


HOSTILE = "=cmd|'/c calc'!A1\x0b\x00<script>]]>&\U0001f600_x0041_" + "å" * 40_000


@pytest.mark.one_database
def test_hostile_text_in_every_field_is_text(t2: Round) -> None:
    plan = make_plan("alna", title=HOSTILE[:190], columns=["=HYPERLINK(1)", "Tiltak", "[]:*?"])
    measure = make_measure(plan, HOSTILE, topic="@SUM(1)", goal_text="-1+1")
    report(measure, HOSTILE[:90], code=StatusCode.ON_HOLD, on=date(2026, 8, 20), remark=HOSTILE)
    files = made(sent(t2, "alna", comment=HOSTILE[:390]))
    with ZipFile(BytesIO(files["excel"])) as package:
        parts = {n: package.read(n) for n in package.namelist()}
        assert not any(b"<f>" in part for part in parts.values())
        assert not any("externalLink" in name or "vba" in name for name in parts)
    for kind in ("word", "excel", "journal"):
        with ZipFile(BytesIO(files[kind])) as package:
            assert package.testzip() is None
    assert "=cmd|" in text_of(files["word"])


@pytest.mark.one_database
def test_every_name_that_programs_read_is_in_the_documentation(
    of_alna: Callable[[], dict[str, bytes]],
) -> None:
    documented = (settings.BASE_DIR / "docs/sent-report.md").read_text()
    told = json.loads(of_alna()["json"])
    names = {*FIELDS, *told, *told["head"], *told["rows"][0], *told["rows"][0]["status"]}
    assert [name for name in sorted(names) if f"`{name}`" not in documented] == []


@pytest.mark.one_database
def test_the_command_line_writes_the_stored_files_to_a_folder(t2: Round, tmp_path: Path) -> None:
    make_measure(make_plan("alna"))
    submission = sent(t2, "alna")
    asked = {"round": "T2 2026", "output": tmp_path / "filer"}
    call_command("submission_files", **asked, stdout=StringIO())
    for file in submission.files.exclude(kind="pdf"):
        assert (tmp_path / "filer" / file.name).read_bytes() == bytes(file.content)
    with pytest.raises(CommandError, match="Ingenting er sendt inn"):
        call_command("submission_files", **asked, bydel="grorud")
    with pytest.raises(CommandError, match="finnes ikke"):
        call_command("submission_files", **{**asked, "round": "T9"})
