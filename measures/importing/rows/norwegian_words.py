"""Whether a word is Norwegian: simplemma's word list for bokmål, and compounds of its words."""

from simplemma import is_known

from measures.stems import words_in

_LANGUAGE = "nb"
_FIRST_PARTS = frozenset(
    words_in(
        """
    av bo fag for fram frem gå hus inn inne med mål ned om opp over på rus råd sam til ung ut ute
    vår år nav
        """
    )
)
"""Short words that compounds begin with; other parts have four letters at least."""
_SHORTEST_PART = 4
_JOINTS = ("", "s", "e")

_OF_THE_FIELD = frozenset(
    words_in(
        """
    østensjø grünerløkka søndre nordstrand bjerke grorud stovner alna sagene frogner ullern
    hanshaugen oppsøkende pårørende booppfølging overdose nalokson brukerutstyr oslostandard
    ruskonsulent erfaringskonsulent lavterskel rusfaglig dagtilbud barne
        """
    )
)


def is_listed(word: str) -> bool:
    """Whether a word, in small letters, stands in the list."""
    return word in _OF_THE_FIELD or is_known(word, lang=_LANGUAGE)


def is_compound(word: str) -> bool:
    """Whether it is put together of words in the list: «booppfølging», «rusarbeidets»."""
    return any(
        _is_first_part(word[:at]) and (is_listed(word[at:]) or is_compound(word[at:]))
        for at in range(2, len(word) - _SHORTEST_PART + 1)
    )


def _is_first_part(part: str) -> bool:
    if len(part) < _SHORTEST_PART:
        return part in _FIRST_PARTS
    return any(is_listed(part.removesuffix(joint)) for joint in _JOINTS if part.endswith(joint))
