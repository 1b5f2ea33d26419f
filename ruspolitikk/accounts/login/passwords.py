"""Which passwords are taken, and how they are kept."""

import re
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError

from ruspolitikk.accounts.models import Organisation
from ruspolitikk.wording import fold

FEWEST_SIGNS = 8
"""What must be left of a password once each known word, year and run counts as one sign."""
JUDGED = 200
"""Signs of a password that are looked at: more is not guessed, and looking takes its square."""
SHORTEST_WORD, SHORTEST_NAME = 4, 3
_OWN_WORDS = """
    administrator ansvarlig bruker byadmin byrad byraad bydel bydelsutvalg demo frist handlingsplan
    kommune leser logginn oslo passord password plan planer rapport redaktor rusfelt rusfeltet
    ruspolitikk ruspolitisk runde status strategi tertial tiltak velferd velferdsetaten
    sommer vinter hosten host varen januar februar mars april juni juli august september oktober
    november desember mandag tirsdag onsdag torsdag fredag
"""
OWN_WORDS = frozenset(_OWN_WORDS.split())
"""What somebody who guesses here tries first, in the letters of `plain`."""

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ö": "o", "å": "a", "ä": "a", "ü": "u"})
_FOR_LETTERS = str.maketrans("013457@$!", "oieastasi")
_YEAR = re.compile(r"(19|20)\d\d")
_REPEATED = re.compile(r"(.+?)\1+")
_ROWS = ("qwertyuiopa", "asdfghjkloae", "zxcvbnm", "1234567890")
_ONE = "\0"


def plain(text: str) -> str:
    """As it is compared: «Østensjø» is «ostensjo»."""
    return fold(text).translate(_LETTERS)


def signs_left(password: str, words: frozenset[str]) -> int:
    """How many signs the password has, where each of the words, each year, each run («1234»,
    «qwer», «aaaa») and each repetition is one sign; also where «@» and «0» stand for letters."""
    text = _YEAR.sub(_ONE, plain(password[:JUDGED]))
    known = sorted(words, key=len, reverse=True)
    return min(_left_of(text, known), _left_of(text.translate(_FOR_LETTERS), known))


def _left_of(text: str, words: list[str]) -> int:
    for word in words:
        text = text.replace(word, _ONE)
    return len(_REPEATED.sub(r"\1", _without_runs(text)))


def _without_runs(text: str) -> str:
    """Three signs or more that follow each other, in the alphabet or on the keys, as one."""
    left, start = "", 0
    for at in range(1, len(text) + 1):
        if at < len(text) and _follows(text[at - 1], text[at]):
            continue
        left += _ONE if at - start >= 3 else text[start:at]
        start = at
    return left


def _follows(one: str, next_one: str) -> bool:
    pair = one + next_one
    return abs(ord(one) - ord(next_one)) == 1 or any(
        pair in row or pair[::-1] in row for row in _ROWS
    )


class KnownWordsValidator:
    """Refuses what is made of words that everybody here knows, or of nothing but a repetition:
    «bydelalna2026», «aaaaaaaaaaaa»."""

    def validate(self, password: str, user: Any = None) -> None:
        if signs_left(password, OWN_WORDS | _names() | _words_of(user)) < FEWEST_SIGNS:
            raise ValidationError(
                "Passordet er lett å gjette. Navn på bydeler, kjente ord som «tiltak» og "
                "«passord», ditt eget navn, årstall, rekker og gjentakelser teller som ett tegn "
                "hver. "
                "Bruk for eksempel fire ord som ikke hører sammen.",
                code="password_of_known_words",
            )

    def get_help_text(self) -> str:
        return "Bruk for eksempel fire ord som ikke hører sammen, og ikke navnet på en bydel."


def _names() -> frozenset[str]:
    """The city's and the bydeler's, word by word."""
    named = Organisation.objects.values_list("name", "slug")
    return _words_in(" ".join(f"{name} {slug}" for name, slug in named))


def _words_of(user: Any) -> frozenset[str]:
    parts = ("username", "first_name", "last_name", "email")
    told = " ".join(str(getattr(user, part, "") or "") for part in parts)
    return _words_in(told, shortest=SHORTEST_NAME)


def _words_in(text: str, *, shortest: int = SHORTEST_WORD) -> frozenset[str]:
    return frozenset(word for word in re.split(r"[\W_]+", plain(text)) if len(word) >= shortest)


class LongEnoughValidator(MinimumLengthValidator):
    """Django's own, whose sentence is in English yet: 6.1 has no Norwegian for it."""

    def get_error_message(self) -> str:
        return f"Passordet er for kort. Det må ha minst {self.min_length} tegn."


class NoCommonPasswordValidator(CommonPasswordValidator):
    """Django's own, that knows «football2026!» too: what stands around the word is no secret."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        super().validate(re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password), user)


class Argon2(Argon2PasswordHasher):
    """By OWASP's advice, 46 MiB and one thread: about 80 ms of one core.

    Django's own takes 100 MiB and eight threads: eight who log in at once in one worker would take
    800 MB and both cores.
    """

    time_cost = 2
    memory_cost = 46 * 1024
    parallelism = 1
