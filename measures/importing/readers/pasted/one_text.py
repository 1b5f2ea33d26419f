"""The lines of one measure, before its cells are told apart."""

from dataclasses import dataclass, field

from measures.importing.readers.lines import with_whole_words
from measures.importing.tables.layout import Meaning

FEWEST = 2
"""Measures of a table."""
LONGEST_LINE = 160
"""Letters of a page's line; a longer one is a whole paragraph, as Word gives it."""
FACTS = (Meaning.DEADLINE, Meaning.STATUS)


@dataclass(slots=True)
class Text:
    """The lines of one measure, or of what stands between measures (`is_measure` not); `told`: the
    lines under it that begin with who or when («Ansvarlig: NAV»); `whole`: its row as copied, where
    cells were told apart."""

    lines: list[str]
    number: str = ""
    is_measure: bool = True
    told: list[str] = field(default_factory=list)
    facts: dict[Meaning, str] = field(default_factory=dict)
    whole: str = ""

    @property
    def text(self) -> str:
        own = with_whole_words("\n".join(self.lines)).replace("\n", " ").strip()
        return "\n".join([own, *self.told])
