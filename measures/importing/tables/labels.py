"""Lines that say of themselves what they are about: «Mål 2: Flere får bolig»."""

import re
from dataclasses import dataclass

from measures.importing.tables.layout import Meaning

_LABEL = re.compile(
    r"(?P<label>hovedmål|delmål|hovudmål|mål(?:setting)?|strategi|hovedstrategi"
    r"|innsatsområde|satsings?område|fokusområde|temaområde|tema|område)"
    r"\s*(?P<number>(?:nr\.?\s*)?[0-9]+(?:[.\-][0-9]+)*|[A-ZÆØÅ](?=[:.)\s–-]))?\s*(?P<sign>[:.–—)-]+)?"
    r"\s*",
    re.IGNORECASE,
)
_LABELS = {
    "strategi": Meaning.STRATEGY,
    "hovedstrategi": Meaning.STRATEGY,
    "innsatsområde": Meaning.TOPIC,
    "satsingsområde": Meaning.TOPIC,
    "satsningsområde": Meaning.TOPIC,
    "satsingområde": Meaning.TOPIC,
    "fokusområde": Meaning.TOPIC,
    "temaområde": Meaning.TOPIC,
    "tema": Meaning.TOPIC,
    "område": Meaning.TOPIC,
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """«Mål 2: Flere får bolig»: what it is called, its number, and the words after the label."""

    meaning: Meaning
    text: str
    number: str = ""


def labelled(text: str) -> Labelled | None:
    """What a line that begins with «Mål», «Strategi», «Innsatsområde» is about; else None."""
    line = " ".join(text.split())
    found = _LABEL.match(line)
    if found is None or not (found["sign"] or found["number"]):
        return None
    rest = line[found.end() :].strip()
    meaning = _LABELS.get(found["label"].lower(), Meaning.GOAL)
    return Labelled(meaning, rest or line, found["number"] or "") if rest else None
