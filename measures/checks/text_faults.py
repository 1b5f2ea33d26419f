"""What does not belong in the text of a plan: an editor's question, an inner address. Of personal
data, `ruspolitikk/personal_data/`."""

import re

from ruspolitikk.wording import fold

# --- An editor's question -----------------------------------------------------------------------

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"")
_SENTENCE = re.compile(r"((?<![.!?(])[.!?]++(?=[\s)]|$)|[\n\v\f\x85\u2028\u2029])")
_MARK = re.compile(r"\(\?++\)|\?\?")
_TO_THE_WRITERS = re.compile(
    r"^\W*(?:(?:og|eller|men|her) )?"
    r"(?:kunne|kan|skal|bør|burde|må|trenger|ønsker|vil|er|har|mener|hører|stemmer|mangler|gjelder"
    r"|tror|husker) (?:ikke )?(?:det|dette|denne|vi|man|dere|noen)\b"
    r"|^(?:hvem|hva|hvilke[nt]?|hvordan|hvor) (?:.{0,80} )?(?:ansvar\w*|dette)\b|\bvel\b"
    r"|\b(?:konkretiser\w*|utdype\w*|presisere\w*|(?:om)?formulere\w*|formulering\w*|stryke[ns]?|slettes?|ordlyd\w*"
    r"|setning(?:en)?|avsnitt(?:et)?|stå her|skrive her|flyttes hit|riktig|stemmer)\b"
)


def editors_question(text: str) -> str:
    """A question that its writers asked each other and left behind; empty where there is none.

    A question put to others, the name of a campaign or of a theme night («Hva er rus?»), is part
    of what the measure is; so is anything that stands in quotation marks.
    """
    if "?" not in text:
        return ""
    pieces = _SENTENCE.split(_QUOTED.sub(lambda m: m[0].replace("?", " "), text))
    for words, end in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        sentence = " ".join(f"{words}{end}".split())
        if _MARK.search(sentence) or ("?" in end and _TO_THE_WRITERS.search(fold(words))):
            return sentence
    return ""


# --- An address that only works inside ----------------------------------------------------------

_FILE = re.compile(r"\bfile:/+[^\s<>«»\"]*", re.IGNORECASE)
_SHARE = re.compile(r"(?<![^\s(«\"])\\\\[\w.$-]+\\[^\s<>«»\"]*")
_DRIVE = re.compile(r"(?<![^\s(«\"])[a-z]:\\[^\s<>«»\"]*", re.IGNORECASE)
_WEB = re.compile(r"\bhttps?://([^\s/<>«»\"]*)[^\s<>«»\"]*", re.IGNORECASE)
_INNER_NAMES = frozenset({"intranett", "intranet", "intra", "intern", "internt", "localhost"})
_INNER_ENDINGS = frozenset({"local", "lan", "intern", "internal", "corp", "home", "localdomain"})
_INNER_NUMBERS = re.compile(r"(?:10|127|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9.]+")


def internal_address(text: str) -> str:
    """The first address that nobody outside can open («file://…», the intranet); or nothing."""
    if ":/" not in text and "\\" not in text:
        return ""
    for pattern in (_FILE, _SHARE, _DRIVE):
        if found := pattern.search(text):
            return found[0].rstrip(".,;:)")
    inner = (found[0] for found in _WEB.finditer(text) if _is_inside(found[1]))
    return next(inner, "").rstrip(".,;:)")


def _is_inside(host: str) -> bool:
    name = host.rpartition("@")[2].partition(":")[0].casefold().strip(".,;)")
    labels = name.split(".")
    if _INNER_NUMBERS.fullmatch(name):
        return True
    return bool(name) and (
        len(labels) == 1
        or labels[-1] in _INNER_ENDINGS
        or not _INNER_NAMES.isdisjoint(labels)
        or "sharepoint" in labels
    )
