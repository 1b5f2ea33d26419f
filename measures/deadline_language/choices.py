"""The days that an unclear deadline's words name, for a person to choose one of.

«Utkast høst 2025, vedtak vår 2026» has two targets, and no grammar can tell which of them counts.
A day is offered where it is the words' own; never where they mislead about it (a feast, a length,
what comes before a season) or hang on something that is to happen.
"""

import re
from datetime import date

from measures.deadline_language.doubts import doubt_of, misleads
from measures.deadline_language.meaning import Doubt
from measures.deadline_language.spelling import folded, in_one_spelling
from measures.deadline_language.times import MONTH, named_time

_MAY_BE_CHOSEN = {Doubt.SEVERAL, Doubt.ABOUT, Doubt.NOT_UNDERSTOOD}
_MOST = 4
_YEAR = r"(?:(?:19|20)[0-9]{2})"
_ANY_YEAR = rf"(?:{_YEAR}|[0-9]{{2}})"
_DAY = r"[0-9]{1,2}"
# Wider than the grammar's own times; whether the words are one is `named_time`'s to say.
_A_TIME = re.compile(
    rf"(?<![\w./-])(?:{_YEAR}-[0-9]{{2}}-[0-9]{{2}}|{_DAY}[./-] ?{_DAY}[./-] ?{_ANY_YEAR}"
    rf"|{_DAY}\.? ?{MONTH}\.? ?{_ANY_YEAR}|{MONTH}\.? ?{_YEAR}"
    rf"|[1-4]\.? ?(?:kvartal|tertial|halvår) {_YEAR}|[qkht][1-4][ /-]{_YEAR}"
    rf"|(?:vår|sommer|høst)(?:en)? {_YEAR}|(?:vår|høst)halvåret? {_YEAR}"
    rf"|uke ?{_DAY}[ /-]{_YEAR}|{_YEAR})(?![\w/-]|\.[0-9])"
)


def days_named(words: str) -> list[date]:
    """The last day of each time that the words of an unclear deadline name, in their order; none
    where they name none, or more than anybody would choose from."""
    said = in_one_spelling(folded(words))
    doubt = doubt_of(said)
    if misleads(said) or doubt not in _MAY_BE_CHOSEN:
        return []
    spans = [named_time(found.group()) for found in _A_TIME.finditer(said)]
    if doubt is Doubt.ABOUT:  # of «medio 2026», its last day is none
        spans = [span for span in spans if span and span.first == span.last]
    days = list(dict.fromkeys(span.last for span in spans if span))
    return days if len(days) <= _MOST else []
