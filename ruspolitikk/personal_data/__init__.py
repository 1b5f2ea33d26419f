"""What in a text looks like personal data: which words, where they stand, and of which kind.

Pure, and sure rather than complete: a warning that is wrong twice is read by nobody the third time,
so what is not certain enough is left alone. Personal data does not belong in a plan (domain.md);
whoever writes is told before it is saved (`ruspolitikk/fields.py`), and of what is read in, when it
is looked through. What is pointed at before it is *published* may be less sure: there a person
judges each place (`reporting/publication/signs.py`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from ruspolitikk.personal_data.contact import emails, telephone_numbers
from ruspolitikk.personal_data.identity import eleven_digits
from ruspolitikk.personal_data.names import full_names
from ruspolitikk.sums import sum_of
from ruspolitikk.wording import listed


class Kind(StrEnum):
    """`IDENTITY` has both its check digits right; `ELEVEN_DIGITS` begins with a day of birth, and
    has not."""

    IDENTITY = "identity"
    ELEVEN_DIGITS = "eleven_digits"
    TELEPHONE = "telephone"
    EMAIL = "email"
    NAME = "name"


IN_WORDS = {
    Kind.IDENTITY: "et fødselsnummer",
    Kind.ELEVEN_DIGITS: "et fødselsnummer",
    Kind.TELEPHONE: "et telefonnummer",
    Kind.EMAIL: "en e-postadresse",
    Kind.NAME: "navnet på en person",
}
ALL = frozenset(Kind)
IDENTITY_ALONE = frozenset({Kind.IDENTITY})
"""Where somebody is written to, and says who they are and where they answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` are places in the text, `words` what stands between them."""

    start: int
    end: int
    kind: Kind
    words: str

    def __str__(self) -> str:
        """«et telefonnummer («22 33 44 55»)»"""
        return f"{IN_WORDS[self.kind]} («{self.words}»)"


def findings_in(text: str) -> list[Finding]:
    """In the text's order; no two of them overlap."""
    found: list[Finding] = []
    for start, end, kind in sorted(_places(text)):
        if not found or start >= found[-1].end:
            found.append(Finding(start, end, kind, text[start:end]))
    return found


def identity_in(text: str) -> str:
    """The first fødselsnummer, or D-nummer, whose check digits fit; or nothing."""
    places = (text[start:end] for start, end, is_valid in eleven_digits(text) if is_valid)
    return next(places, "")


def identity_in_file_name(name: str) -> str:
    """As `identity_in`, where lines and dots stand between words as spaces do elsewhere."""
    return identity_in(re.sub(r"[_.-]", " ", name))


def _places(text: str) -> Iterator[tuple[int, int, Kind]]:
    for start, end, is_valid in eleven_digits(text):
        yield start, end, Kind.IDENTITY if is_valid else Kind.ELEVEN_DIGITS
    yield from ((*place, Kind.TELEPHONE) for place in telephone_numbers(text))
    yield from ((*place, Kind.EMAIL) for place in emails(text))
    yield from ((*place, Kind.NAME) for place in full_names(text))


MOST_NAMED = 3


def in_a_sentence(findings: list[Finding]) -> str:
    """«et telefonnummer («22 33 44 55») og navnet på en person («Kari Hansen»)»"""
    each = list(dict.fromkeys(map(str, findings)))
    more = len(each) - MOST_NAMED
    return listed([*each[:MOST_NAMED], *([f"{more} til"] if more > 0 else [])])


# --- Asking about it once -------------------------------------------------------------------------

STANDS_HERE = (
    "Her står det som ser ut som %s. Personopplysninger hører ikke hjemme her. Ta det bort. "
    "Skal det stå likevel, lagrer du en gang til."
)
SHORT_SUM = 16
"""Of a sum that only tells one text from another."""


def question_about(findings: list[Finding]) -> str:
    """The sentence beside what somebody wants to save; a second saving says yes."""
    return STANDS_HERE % in_a_sentence(findings)


def sums_of(findings: Iterable[Finding]) -> frozenset[str]:
    """What a form sends along when it is saved the second time: of what it was asked."""
    return frozenset(sum_of(each.words)[:SHORT_SUM] for each in findings)


def findings_beside(text: str, stood: str) -> list[Finding]:
    """What is not in the words that stood there before: of those somebody was asked then."""
    before = normalize("NFC", stood)
    return [each for each in findings_in(normalize("NFC", text)) if each.words not in before]
