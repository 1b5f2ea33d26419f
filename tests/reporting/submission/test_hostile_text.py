"""Hostile text in every field of what is sent: in no file is it more than text."""

import csv
import json
from collections.abc import Callable
from datetime import date
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook

from measures.models import Risk, Status
from measures.vocabulary import StatusCode
from plans.models import Goal, Strategy
from reporting.closing.acts import close
from reporting.files import pdf
from reporting.files.pdf import NoPdfError
from reporting.models import Round
from reporting.submission.city.making import city_files
from reporting.submission.files.making import files_of
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import Organisation, User
from tests.factories import editor_of, make_measure, make_plan, organisation, report

pytestmark = pytest.mark.one_database  # decided when a file is written

HOSTILE = (
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    '=HYPERLINK("http://a.no";"Trykk")',
    "a\x0b\x08\x1b\x7fb",
    "<script>alert(1)</script><img src=file:///etc/passwd>",
    "\u202egnihton\u202c \u200f\u05d0",
    "]]></w:t>&amp;&#0;\ufffe\uffff",
    "😀👩‍👧 _x0041_",
    "linje\n\nlinje\r\nlinje",
    "file:///etc/passwd \\\\server\\del",
)
LONG = "å=å=å= " * 5_000


@pytest.fixture(params=range(2))
def t2(request: pytest.FixtureRequest, five_plans: None) -> Round:
    """Every field of every row holds one of them, each time another."""
    first = 6 * request.param

    def text(n: int, longest: int = 190) -> str:
        return HOSTILE[(first + n) % len(HOSTILE)][:longest]

    one = Round.objects.create(name=f"T2 {text(0, 80)}", cut_off=date(2026, 8, 31),
                               due_on=date(2026, 9, 20))  # fmt: skip
    Organisation.objects.filter(slug="alna").update(name=text(1, 50))
    plan = make_plan("alna", title=text(2), case_number=text(3, 40), columns=[text(4), "Tiltak"])
    goal = Goal.objects.create(plan=plan, number=1, text=text(5))
    strategy = Strategy.objects.create(plan=plan, number=1, text=text(6))
    for n in range(3):
        measure = make_measure(
            plan, text(n + 7) if n else LONG, title=text(n + 8), code=text(n + 9, 20),
            topic=text(n + 10), goal_text=text(n + 11), deadline=text(n + 12, 90),
            items=[text(n), text(n + 1)], strategy=strategy, responsible_text=text(n + 2),
        )  # fmt: skip
        measure.goals.add(goal)
        remark = text(n + 4) if n else LONG
        report(measure, text(n + 3, 90), code=StatusCode.ON_HOLD, on=date(2026, 8, 20),
               remark=remark)  # fmt: skip
    Status.objects.filter(measure__plan=plan).update(words=text(5, 90))
    Risk.objects.filter(measure__plan=plan).update(words=text(6, 90))
    bydel = organisation("alna")
    send(one, bydel, by=editor_of(bydel), comment=text(7, 390), today=date(2026, 9, 10))
    return one


def of_both(one: Round, byadmin: User) -> dict[str, bytes]:
    """The bydel's files, and the city's, by name."""
    submission = one.submissions.select_related("round", "bydel").get()
    close(one, by=byadmin, today=date(2026, 9, 25))
    files = [*files_of(submission), *city_files(Round.objects.get(pk=one.pk), 1)]
    return {file.name: bytes(file.content) for file in files if not file.why_missing}


def ending(files: dict[str, bytes], suffix: str) -> list[bytes]:
    found = [content for name, content in files.items() if name.endswith(suffix)]
    assert len(found) == 2
    return found


def test_it_is_text_in_every_file_and_opens_no_address(t2: Round, byadmin: User) -> None:
    files = of_both(t2, byadmin)
    for suffix, read in READERS.items():
        for content in ending(files, suffix):
            read(content)


def is_a_safe_package(content: bytes) -> None:
    """A whole zip of well-formed XML, without macro, formula or anything that lies outside."""
    with ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert not [n for n in names if "vba" in n.lower() or "externalLink" in n]
        for name in names:
            if name.endswith((".xml", ".rels")):
                part = etree.fromstring(package.read(name))
                assert not part.xpath("//@TargetMode[.='External']"), name


def is_safe_excel(content: bytes) -> None:
    is_a_safe_package(content)
    texts = set()
    for sheet in load_workbook(BytesIO(content)):
        for cell in (cell for row in sheet for cell in row):
            assert cell.data_type != "f", cell
            assert cell.hyperlink is None
            assert len(str(cell.value or "")) <= 32_767
            texts.add(str(cell.value))
    assert any("å=å=å=" in text for text in texts)


def is_safe_word(content: bytes) -> None:
    is_a_safe_package(content)
    document = docx.Document(BytesIO(content))
    assert document.paragraphs
    with ZipFile(BytesIO(content)) as package:
        told = etree.fromstring(package.read("word/document.xml"))
    fields = {e.text for e in told.iter("{*}instrText")}
    assert fields <= {"PAGE", "NUMPAGES"}


def is_safe_csv(content: bytes) -> None:
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@", "\t", "\r"))]


def is_safe_journal(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        told = etree.fromstring(package.read("metadata.xml"))
        names = {element.text for element in told.iterfind(".//filnavn")}
        assert names == {*package.namelist()} - {"metadata.xml"}
        assert not [name for name in names if name and ("/" in name or ".." in name)]


READERS: dict[str, Callable[[bytes], Any]] = {
    ".xlsx": is_safe_excel,
    ".docx": is_safe_word,
    ".csv": is_safe_csv,
    ".json": json.loads,
    "journal.zip": is_safe_journal,
}


@pytest.mark.slow
@pytest.mark.parametrize("t2", [1], indirect=True)
def test_the_pdfs_hold_it_as_text(
    t2: Round, byadmin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    pikepdf: Any = pytest.importorskip("pikepdf", reason="uv sync --group pdf")
    monkeypatch.setattr(pdf, "import_module", import_module)
    pdf._weasyprint.cache_clear()
    try:
        pdf._weasyprint()
    except NoPdfError as problem:
        pytest.skip(f"{problem} (uv sync --extra pdf --group pdf)")
    for content in ending(of_both(t2, byadmin), ".pdf"):
        with pikepdf.open(BytesIO(content)) as file:
            assert str(file.Root.Lang) == "nb-NO"
            assert "/OpenAction" not in file.Root
            assert "/AcroForm" not in file.Root
            acts = [each for each in file.objects
                    if isinstance(each, pikepdf.Dictionary) and "/URI" in each]  # fmt: skip
            assert acts == []
