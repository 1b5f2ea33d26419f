"""How the words of a theme are found in a text.

A word is looked for at the beginning of a word: «pårørende» finds «pårørendearbeid», and no word
is found inside another. An abbreviation, written in capitals, is found as a whole word only: «HAP»
is not in «happening».
"""

import re
from collections.abc import Iterable

from ruspolitikk.wording import fold


class ThemeWords:
    """The words of a theme, ready to be looked for in folded texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self.patterns = [(word, fold(word), _pattern(word)) for word in words]

    def in_text(self, folded: str) -> list[str]:
        """Those of the words that are in a text."""
        # Most texts do not hold the letters at all, and that is known at once.
        return [
            word
            for word, letters, pattern in self.patterns
            if letters in folded and pattern.search(folded)
        ]


def _pattern(word: str) -> re.Pattern[str]:
    """How its letters must stand."""
    end = r"(?!\w)" if word.isupper() else ""
    return re.compile(rf"(?<!\w){re.escape(fold(word))}{end}")
