"""Abbreviations and typing errors in the words of a status: «Påg.», «Gj.ført», «Fulført»."""

import re

from simplemma import is_known

from measures.stems import words_in

_ABBREVIATED = (
    (re.compile(r"\bpåg\.(?!\w)"), "pågår"),
    (re.compile(r"\b(?:gj\.? ?ført|gj\.f\.|gjennomf\.|gjf\.)(?!\w)"), "gjennomført"),
    (re.compile(r"\butf\.(?!\w)"), "utført"),
    (re.compile(r"\bfullf\.(?!\w)"), "fullført"),
    (re.compile(r"\bferdigst\.(?!\w)"), "ferdigstilt"),
    (re.compile(r"\bavsl\.(?!\w)"), "avsluttet"),
    (re.compile(r"\biverks\.(?!\w)"), "iverksatt"),
    (re.compile(r"\bigangs\.(?!\w)"), "igangsatt"),
    (re.compile(r"\bpåb(?:eg)?\.(?!\w)"), "påbegynt"),
    (re.compile(r"\bplanl\.(?!\w)"), "planlagt"),
    (re.compile(r"\bimpl\.(?!\w)"), "implementert"),
    (re.compile(r"\bavv\.(?!\w)"), "avventer"),
    (re.compile(r"\b(?:u/arb|und(?:er|\.) ?arb(?=\.)|und\. arb|u\.arb)\.?(?!\w)"), "under arbeid"),
)

_STATUS_WORDS = frozenset(
    words_in(
        """gjennomført fullført sluttført utført ferdigstilt avsluttet påbegynt igangsatt
    iverksatt pågående løpende fortløpende kontinuerlig planlagt planlegges implementert etablert
    startet oppstartet forsinket forsinkelse utsatt avventer skrinlagt kansellert ferdig
    delvis avlyst utgått innført
        """
    )
)


def _slips_of(word: str) -> set[str]:
    """The word with one letter doubled, dropped or swapped with the next, or without å and ø."""
    doubled = {word[:at] + word[at] + word[at:] for at in range(len(word))}
    dropped = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    swapped = {
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)
    }
    without = {word.replace("å", "a").replace("ø", "o"), word.replace("å", "aa").replace("ø", "oe")}
    return (doubled | dropped | swapped | without) - {word}


def _meant_by_slip() -> dict[str, str]:
    of: dict[str, set[str]] = {}
    for word in _STATUS_WORDS:
        for slip in _slips_of(word):
            of.setdefault(slip, set()).add(word)
    return {
        slip: next(iter(words))
        for slip, words in of.items()
        if len(words) == 1 and slip not in _STATUS_WORDS
    }


_MEANT = _meant_by_slip()
_LONG_WORD = re.compile(r"[a-zæøå]{5,}")


def spelled_out(said: str) -> str:
    """A status, folded, with its abbreviations written out and slips in its own words mended.

    A slip is mended where one status word alone is meant, and where it is no Norwegian word.
    """
    if "." in said or "/" in said or "gj" in said:
        for short, word in _ABBREVIATED:
            said = short.sub(word, said)
    return _LONG_WORD.sub(_mended, said)


def _mended(word: re.Match[str]) -> str:
    meant = _MEANT.get(word[0])
    return word[0] if meant is None or is_known(word[0], lang="nb") else meant
