"""The package for the archive: the files, the frozen rows, and what an archive asks for of them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from lxml import etree

from reporting.files.archive import write_zip
from reporting.files.xlsx.text import legible
from reporting.submission.files.contents import RECEIVER, moment_of, title_of
from reporting.submission.sent import SentReport

METADATA = "metadata.xml"


def journal_package(
    facts: Iterable[tuple[str, str]], files: Mapping[str, bytes], *, moment: datetime
) -> bytes:
    """`facts` are what the archive asks for of the package as a whole, by their names."""
    package = BytesIO()
    members = {**files, METADATA: metadata(facts, files)}
    write_zip(package, members, moment=moment)
    return package.getvalue()


def archive_facts(report: SentReport) -> Iterator[tuple[str, str]]:
    """Of a bydel's report."""
    head, submission = report.head, report.submission
    yield "tittel", f"{title_of(report)}, versjon {submission.version}"
    yield "dokumentdato", f"{moment_of(report):%Y-%m-%d}"
    yield "sendtDato", moment_of(report).isoformat(timespec="seconds")
    yield "avsender", head["bydel"]
    yield "sendtAv", submission.recorded_as
    yield "mottaker", RECEIVER
    yield "saksnummer", head["case_number"] or ""
    yield "runde", head["round"]
    yield "statusPer", f"{head['cut_off']:%Y-%m-%d}"
    yield "versjonsnummer", str(submission.version)
    yield "sjekksum", submission.sha256
    yield "sjekksumAlgoritme", "SHA-256"


def metadata(facts: Iterable[tuple[str, str]], files: Mapping[str, bytes]) -> bytes:
    """An XML of our own, with Noark 5's names where it has one; docs/sent-report.md lists them."""
    root = etree.Element("journalpost")
    for name, value in facts:
        etree.SubElement(root, name).text = legible(value)
    documents = etree.SubElement(root, "dokumentobjekter")
    for name in sorted(files):
        document = etree.SubElement(documents, "dokumentobjekt")
        etree.SubElement(document, "filnavn").text = name
        etree.SubElement(document, "filstoerrelse").text = str(len(files[name]))
        etree.SubElement(document, "sjekksum").text = sha256(files[name]).hexdigest()
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
