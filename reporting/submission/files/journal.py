"""The package for the archive: the files, the frozen rows, and what an archive asks for of them."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO

from lxml import etree

from reporting.files.archive import write_zip
from reporting.files.xlsx_text import legible
from reporting.submission.files.contents import RECEIVER, moment_of, title_of
from reporting.submission.sent import SentReport

METADATA = "metadata.xml"


def journal_package(report: SentReport, files: Mapping[str, bytes]) -> bytes:
    package = BytesIO()
    members = {**files, METADATA: metadata(report, files)}
    write_zip(package, members, moment=moment_of(report))
    return package.getvalue()


def metadata(report: SentReport, files: Mapping[str, bytes]) -> bytes:
    """An XML of our own, with Noark 5's names where it has one; docs/sent-report.md lists them."""
    head, submission = report.head, report.submission
    root = etree.Element("journalpost")
    for name, value in (
        ("tittel", f"{title_of(report)}, versjon {submission.version}"),
        ("dokumentdato", f"{moment_of(report):%Y-%m-%d}"),
        ("sendtDato", moment_of(report).isoformat(timespec="seconds")),
        ("avsender", head["bydel"]),
        ("sendtAv", submission.recorded_as),
        ("mottaker", RECEIVER),
        ("saksnummer", head["case_number"] or ""),
        ("runde", head["round"]),
        ("statusPer", f"{head['cut_off']:%Y-%m-%d}"),
        ("versjonsnummer", str(submission.version)),
        ("sjekksum", submission.sha256),
        ("sjekksumAlgoritme", "SHA-256"),
    ):
        etree.SubElement(root, name).text = legible(value)
    documents = etree.SubElement(root, "dokumentobjekter")
    for name in sorted(files):
        document = etree.SubElement(documents, "dokumentobjekt")
        etree.SubElement(document, "filnavn").text = name
        etree.SubElement(document, "filstoerrelse").text = str(len(files[name]))
        etree.SubElement(document, "sjekksum").text = sha256(files[name]).hexdigest()
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
