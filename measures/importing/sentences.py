"""What a person is told of a file that cannot be read: which, what is wrong, and what to do.

The sentences of the page «Les inn plan» (documents.md, 26). `name` is the file's own.
"""

from collections.abc import Sequence
from pathlib import PurePath

from measures.importing.document import ColumnsApart
from ruspolitikk.wording import listed

MEGABYTE = 1024 * 1024
_PROGRAMS = {".docx": "Word", ".xlsx": "Excel"}
_PROMISED = {".docx": "et Word-dokument", ".xlsx": "et regneark", ".pdf": "en PDF"}


def too_large(name: str, size: int, limit: int) -> str:
    return (
        f"«{name}» er {_megabytes(size)} MB. Grensen er {_megabytes(limit)} MB. "
        "Lagre den uten bilder, eller last opp bare sidene med tiltak."
    )


def empty(name: str) -> str:
    return f"«{name}» er tom. Velg en annen fil."


def not_whole(name: str) -> str:
    return (
        f"«{name}» er ikke hel. Kanskje ble nedlastingen avbrutt. "
        "Hent den på nytt fra der den ligger."
    )


def unreadable(name: str) -> str:
    """Of a file that nothing is known to be wrong with."""
    return (
        f"«{name}» lot seg ikke lese. Er den hel når du åpner den, lagre den på nytt "
        "og prøv igjen, eller lim inn tabellen."
    )


def columns_apart(found: Sequence[ColumnsApart]) -> str:
    """Of the columns of a printed spreadsheet that stand on other pages than its tiltak do."""
    headings = list(dict.fromkeys(f"«{text}»" for one in found for text in one.headings))
    pages = [str(page) for page in sorted({one.page for one in found})]
    stand = "Kolonnen" if len(headings) == 1 else "Kolonnene"
    return (
        f"{stand} {listed(headings)} står på {'side' if len(pages) == 1 else 'sidene'} "
        f"{listed(pages)}, og er ikke lest sammen med tiltakene på side {found[0].of_page}. "
        "Les inn selve regnearket (Excel), eller lag PDF-en på nytt med alle kolonnene på én side."
    )


def hidden_columns(named: Sequence[str]) -> str:
    """`named`: «Frist» in quotes, or the column's letter; empty of none."""
    if not named:
        return ""
    what, it = ("Kolonnen", "den") if len(named) == 1 else ("Kolonnene", "de")
    return (
        f"{what} {listed(named)} er skjult i arket, og er ikke lest. "
        f"Velg hva {it} er hvis {it} skal være med."
    )


def no_tables(name: str) -> str:
    return f"Vi fant ingen tabell i «{name}». Kopier tiltakene til en tabell, og prøv igjen."


def not_ours(name: str) -> str:
    return f"«{name}» er ikke en fil vi kan lese. Vi leser .docx, .xlsx, .pdf og .csv."


def locked(name: str) -> str:
    how = {
        ".docx": " i Word (Fil, Info, Beskytt dokument)",
        ".xlsx": " i Excel (Fil, Info, Beskytt arbeidsbok)",
    }.get(_ending(name), "")
    return f"«{name}» er låst med passord. Ta bort passordet{how}, og last opp på nytt."


def from_before_2007(name: str, *, is_word: bool) -> str:
    program, ending = ("Word", ".docx") if is_word else ("Excel", ".xlsx")
    return (
        f"«{name}» er i et eldre {program}-format. "
        f"Åpne den i {program}, velg Lagre som og {ending}, og last opp den nye filen."
    )


def from_libre_office(name: str, *, is_sheet: bool) -> str:
    ending = ".xlsx" if is_sheet else ".docx"
    return (
        f"«{name}» er laget i LibreOffice. "
        f"Åpne den der, velg Lagre som og {ending}, og last opp den nye filen."
    )


def rich_text(name: str) -> str:
    return (
        f"«{name}» er lagret som rik tekst (RTF). "
        "Åpne den i Word, velg Lagre som og .docx, og last opp den nye filen."
    )


def binary_workbook(name: str) -> str:
    return (
        f"«{name}» er en binær arbeidsbok. "
        "Åpne den i Excel, velg Lagre som og .xlsx, og last opp den nye filen."
    )


def with_macros(name: str, *, is_word: bool) -> str:
    ending = ".docx" if is_word else ".xlsx"
    return (
        f"«{name}» har makroer, og slike filer tar vi ikke imot. "
        f"Lagre den som {ending} uten makroer."
    )


def strict(name: str) -> str:
    return (
        f"«{name}» er lagret som «Strict Open XML». "
        "Åpne den, velg Lagre som og den vanlige typen, og last opp den nye filen."
    )


def picture(name: str) -> str:
    promised = _PROMISED.get(_ending(name))
    return (
        f"«{name}» er et bilde{f', ikke {promised}' if promised else ''}. "
        "Last opp dokumentet bildet er tatt av, eller lim inn tabellen."
    )


def only_pictures(name: str) -> str:
    return (
        f"«{name}» er bare bilder. "
        "Skann den på nytt med tekstgjenkjenning (OCR), eller lim inn tabellen."
    )


def oddly_packed(name: str) -> str:
    program = _PROGRAMS.get(_ending(name), "programmet den er laget i")
    return (
        f"«{name}» er pakket på en måte vi ikke åpner. "
        f"Åpne den i {program}, lagre den på nytt, og prøv igjen."
    )


def blown_up(name: str, size: int) -> str:
    return (
        f"«{name}» blir {_megabytes(size)} MB når den pakkes ut, og det er mer enn vi åpner. "
        "Kopier tabellen til et nytt dokument, og last opp det."
    )


def holds_other_documents(name: str) -> str:
    return (
        f"«{name}» er satt sammen av flere dokumenter, og noe av teksten kan ikke leses. "
        "Åpne den i Word, lagre den på nytt, og last opp den nye filen."
    )


def refers_outside(name: str) -> str:
    return (
        f"«{name}» viser til innhold utenfor filen (DTD), og slike filer åpner vi ikke. "
        "Kopier tabellen til et nytt dokument, og last opp det."
    )


def too_many_rows(sheet: str, name: str, rows: int | None, limit: int) -> str:
    """`rows`: None where they were not counted to the end."""
    how_many = _number(rows) if rows else f"mer enn {_number(limit)}"
    return (
        f"{_the_sheet(sheet, name)} har {how_many} rader. Vi leser inntil {_number(limit)}. "
        "Slett de tomme radene nederst, og last opp på nytt."
    )


def too_many_columns(sheet: str, name: str, columns: int, limit: int) -> str:
    return (
        f"{_the_sheet(sheet, name)} har {_number(columns)} kolonner. "
        f"Vi leser inntil {_number(limit)}. "
        "Slett de tomme kolonnene til høyre, og last opp på nytt."
    )


def too_much_of(what: str, name: str, limit: int | None = None) -> str:
    """`what`, in the plural, of a whole workbook; None: nobody has counted."""
    how_many = f"mer enn {_number(limit)} {what}" if limit else f"svært mange {what}"
    return (
        f"«{name}» har {how_many}, og det er mer enn vi åpner. "
        "Kopier tabellen til en ny arbeidsbok, og last opp den."
    )


def too_long_a_document(what: str, name: str, limit: int) -> str:
    """`what`, in the plural, of a Word document; nobody counts to the end."""
    return (
        f"«{name}» har mer enn {_number(limit)} {what}, og det er mer enn vi leser. "
        "Last opp bare sidene med tiltak."
    )


def too_much_pasted(what: str, limit: int) -> str:
    """`what`, in the plural."""
    return (
        f"Det du limte inn, har mer enn {_number(limit)} {what}, og det er mer enn vi leser. "
        "Lim inn bare tabellen med tiltak."
    )


def too_many_pages(name: str, pages: int, limit: int) -> str:
    return (
        f"«{name}» har {_number(pages)} sider. Vi leser inntil {_number(limit)}. "
        "Last opp bare sidene med tiltak."
    )


def names_another_bydel(where: str, others: Sequence[str], owner: str) -> str:
    return f"{where} nevner {listed(others)}, men planen blir lagret for {owner}."


# --- Rows that cannot be taken in -----------------------------------------------------------------


def without_text(facts: Sequence[str]) -> str:
    """`facts`: what the row has, «ansvarlig», «frist»."""
    return f"Raden har {listed(facts)}, men ingen tekst. Skriv tiltaket, eller slett raden."


IDENTITY = "Et fødselsnummer hører ikke hjemme i en plan, og kan ikke lagres. Ta det bort."
IDENTITY_IN_FILE_NAME = "Det står et fødselsnummer i navnet på filen. Gi den et annet navn."


def too_long(longest: int) -> str:
    return f"Teksten er lengre enn {_number(longest)} tegn. Kort den ned."


def of_length(text: str) -> str:
    return f"({_number(len(text))} tegn)"


def _the_sheet(sheet: str, name: str) -> str:
    return f"Arket «{sheet}»" if sheet else f"Et ark i «{name}»"


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _megabytes(size: int) -> str:
    """Rounded up: what is over a limit never reads as the limit itself."""
    return _number(-(-size // MEGABYTE))


def _number(n: int) -> str:
    return f"{n:,}".replace(",", "\xa0")
