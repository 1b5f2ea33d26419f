"""All the files of a sent report, made once and stored together."""

from collections.abc import Iterator

from django.utils import timezone

from reporting.files.downloads import CSV, EXCEL, JSON, PDF, WORD, ZIP
from reporting.files.pdf import NoPdfError, pdf_file
from reporting.models import StoredFile, Submission
from reporting.models.stored_file import WAITS_FOR
from reporting.submission.files.changes import ChangesSince, changes_since, report_before
from reporting.submission.files.contents import mark_of, moment_of, stem_of, title_of
from reporting.submission.files.excel import excel_file
from reporting.submission.files.journal import archive_facts, journal_package
from reporting.submission.files.records import csv_records, json_file
from reporting.submission.files.word import blocks_of, word_file
from reporting.submission.sent import SentReport

Kind = StoredFile.Kind


def files_of(submission: Submission) -> list[StoredFile]:
    """The files, not stored: the same bytes whenever they are made, whatever was changed since."""
    return list(_made(submission))


def _made(submission: Submission) -> Iterator[StoredFile]:
    report = SentReport.of(submission)
    changes = changes_since(report_before(submission), report)
    stem = stem_of(report)
    word, excel = word_file(report, changes), excel_file(report, changes)
    records = json_file(submission)
    in_package = {f"{stem}.docx": word, f"{stem}.xlsx": excel, f"{stem}.json": records}
    yield StoredFile.of(Kind.WORD, f"{stem}.docx", WORD, word)
    try:
        pdf = _pdf(report, changes)
    except NoPdfError as problem:
        yield StoredFile.missing(Kind.PDF, f"{stem}.pdf", PDF, str(problem))
    else:
        yield StoredFile.of(Kind.PDF, f"{stem}.pdf", PDF, pdf)
        in_package[f"{stem}.pdf"] = pdf
    yield StoredFile.of(Kind.EXCEL, f"{stem}.xlsx", EXCEL, excel)
    facts, moment = archive_facts(report), moment_of(report)
    package = journal_package(facts, in_package, moment=moment)
    yield StoredFile.of(Kind.JOURNAL, f"{stem}-journal.zip", ZIP, package)
    yield StoredFile.of(Kind.CSV, f"{stem}.csv", CSV, csv_records(report))
    yield StoredFile.of(Kind.JSON, f"{stem}.json", JSON, records)


def _pdf(report: SentReport, changes: ChangesSince) -> bytes:
    return pdf_file(
        title_of(report),
        blocks_of(report, changes),
        footer=mark_of(report),
        now=moment_of(report),
        identifier=report.submission.sha256,
    )


def store_files(submission: Submission) -> None:
    """Make what is not there, and store it all at once. They are made before anything is written,
    so that nobody's save waits; of two that make them at once, the first one's stay."""
    if submission.files.exists():
        return
    files = files_of(submission)
    for file in files:
        file.submission = submission
    StoredFile.objects.bulk_create(files, ignore_conflicts=True)


def left_behind() -> Iterator[Submission]:
    """Those whose files a worker should have made by now: it died, or was never asked."""
    waiting = Submission.objects.filter(
        files__isnull=True, recorded_at__lt=timezone.now() - WAITS_FOR
    )
    yield from waiting.select_related("round", "bydel").order_by("pk")
