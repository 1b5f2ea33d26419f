"""What the document that a measure was last read from says, beside what stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from measures.models import Measure

OWN_WORDS = {
    "text": ("text",),
    "title": ("title",),
    "topic": ("topic",),
    "strategy": ("strategy",),
    "goal_text": ("goal", "goal_and_topic"),
    "responsible_text": ("responsible",),
    "deadline_text": ("deadline",),
    "status_text": ("status",),
    "risk_text": ("risk",),
}
"""Each part of `MeasureSource.said`, and what the column that it stood in is called in
`MeasureSource.original`, where the words are kept as the file has them, letter for letter."""


@dataclass(frozen=True, slots=True)
class FileWords:
    """What the file says of a part; `is_same` as what stands now, word for word."""

    words: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """`parts` by the names of `OWN_WORDS`, those alone that the file says anything of; `remark`
    is kept nowhere else, where it stood without a status. `repairs`: (as in the file, as saved)."""

    document: str
    place: str
    parts: Mapping[str, FileWords]
    remark: str
    repairs: Sequence[tuple[str, str]]

    @property
    def place_in_it(self) -> str:
        """A pasted table is called what its document is; it is named once. Empty where the
        measure is in running text, in which no place has a name."""
        return self.place.removeprefix(f"{self.document}, ")


def read_from(measure: Any) -> ReadFrom | None:
    """Of a measure that was fetched `with_source`; None of one that was typed in."""
    if measure.source_document is None:
        return None
    original, said = measure.source_original, measure.source_said
    now = _words_of(measure)
    parts = {}
    for name, columns in OWN_WORDS.items():
        as_in_file = next((original[each] for each in columns if each in original), "")
        if words := as_in_file or said.get(name, ""):
            parts[name] = FileWords(words, words.split() == now[name].split())
    return ReadFrom(
        measure.source_document,
        measure.source_place,
        parts,
        original.get("remarks", ""),
        [(word, repaired) for word, repaired in measure.source_repairs],
    )


def _words_of(measure: Measure) -> dict[str, str]:
    return {
        "text": measure.text,
        "title": measure.title,
        "topic": measure.topic,
        "strategy": measure.strategy.text if measure.strategy else "",
        "goal_text": measure.goal_text or "\n".join(goal.text for goal in measure.goals.all()),
        "responsible_text": measure.responsible_text,
        "deadline_text": measure.deadline.words if measure.deadline else "",
        "status_text": measure.status.words if measure.status else "",
        "risk_text": measure.risk.words if measure.risk else "",
    }
