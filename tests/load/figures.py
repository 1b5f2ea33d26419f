"""What the people told, as figures: how long they waited, and whether a save was lost."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Self

CROWD_BOUND, EXPORT_BOUND, MEMORY_BOUND = 4, 5, 1.2
SAVES = IN_THE_LIST, ON_ITS_PAGE, SEVERAL = ("lagre raden", "lagre på siden", "sett status på to")
EXPORT, READING = "Excel av alt", "innlesing"
STEP_OF_READING = "les inn"
RAN = {
    (True, True): "while all was exported and a plan read in",
    (True, False): "while all was exported",
    (False, True): "while a plan was read in",
    (False, False): "by itself",
}
ARRIVING = 60
"""Seconds in which everybody of the crowd comes, most of them to the same page: a storm of its own,
that is told apart."""
HEAVY = (EXPORT, STEP_OF_READING)
ENOUGH = 20
"""Of fewer answers a p95 says nothing."""


class Asked(NamedTuple):
    """One request: when it was sent (seconds since 1970), how long it took in ms, the status it
    got (0 where nobody answered, -1 of a person who did not know what to do next), and what was
    wrong with the answer, or blank."""

    at: float
    ms: float
    name: str
    status: int
    who: str
    fault: str

    @property
    def until(self) -> float:
        return self.at + self.ms / 1000


class Save(NamedTuple):
    """A report that was sent: the first word of its remark, the version of the tiltak that its form
    was opened with, and the status that it got. Of one that met a fault nobody knows."""

    key: str
    measure: int
    version: int
    who: str
    status: int

    @property
    def is_saved(self) -> bool:
        return self.status in {200, 302}

    @property
    def is_refused(self) -> bool:
        return 400 <= self.status < 500


class Span(NamedTuple):
    """Something that ran beside the people, and from when to when."""

    what: str
    at: float
    until: float

    def is_beside(self, asked: Asked) -> bool:
        return self.at < asked.until and asked.at < self.until


class Told(NamedTuple):
    """All that one run of locust told."""

    asked: list[Asked]
    saves: list[Save]
    spans: list[Span]

    @classmethod
    def read(cls, file: Path) -> Self:
        told = cls([], [], [])
        for line in file.read_text().splitlines():
            what, *values = json.loads(line)
            if what == "asked":
                told.asked.append(Asked(*values))
            elif what == "save":
                told.saves.append(Save(*values))
            else:
                told.spans.append(Span(*values))
        return told

    def spans_of(self, what: str) -> list[Span]:
        return [span for span in self.spans if span.what == what]

    @property
    def parts(self) -> list[Span]:
        """What may hold others up, step by step."""
        steps = [Span(a.name, a.at, a.until) for a in self.asked if a.name.startswith(HEAVY)]
        return [*self.spans, *steps]

    def once_all_had_come(self) -> Self:
        """The same, of those requests that were sent after everybody had come."""
        begun = min((each.at for each in self.asked), default=0)
        later = [each for each in self.asked if each.at - begun >= ARRIVING]
        return self._replace(asked=later)

    def while_all_came(self) -> list[Asked]:
        begun = min((each.at for each in self.asked), default=0)
        return [each for each in self.asked if each.at - begun < ARRIVING]

    def by_what_ran(self) -> dict[str, list[Asked]]:
        """All that was asked for, by what ran beside it."""
        exports, readings = self.spans_of(EXPORT), self.spans_of(READING)
        found: dict[str, list[Asked]] = {}
        for each in self.asked:
            ran = is_beside(each, exports), is_beside(each, readings)
            found.setdefault(RAN[ran], []).append(each)
        return found


def is_beside(asked: Asked, spans: Iterable[Span]) -> bool:
    return any(span.is_beside(asked) for span in spans)


def quantile(values: Sequence[float], share: float) -> float:
    """The least of them that so great a share of them does not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)] if ordered else 0


def by_name(asked: Iterable[Asked]) -> dict[str, list[float]]:
    """Milliseconds of those that were answered."""
    found: dict[str, list[float]] = {}
    for each in asked:
        if each.status > 0:
            found.setdefault(each.name, []).append(each.ms)
    return found


class Line(NamedTuple):
    """One kind of request: how many in the crowd, and its p50 and p95 alone and in the crowd."""

    name: str
    number: int
    alone: tuple[float, float]
    crowd: tuple[float, float]

    @classmethod
    def of(cls, name: str, alone: Sequence[float], crowd: Sequence[float]) -> Self:
        middle, most = (
            (quantile(values, 0.5), quantile(values, 0.95)) for values in (alone, crowd)
        )
        return cls(name, len(crowd), middle, most)

    @property
    def ratio(self) -> float | None:
        """None where nobody asked for it alone."""
        return self.crowd[1] / self.alone[1] if self.alone[1] else None


def in_the_mix_of(
    crowd: dict[str, list[float]], alone: dict[str, list[float]]
) -> tuple[list[float], list[float]]:
    """All that was asked for alone and in the crowd, where what was asked for alone is drawn
    evenly so that each kind of request is as frequent as in the crowd: else the ratio of the two
    would tell of who asked for what."""
    drawn, asked = list[float](), list[float]()
    for name in crowd.keys() & alone.keys():
        here, there = sorted(alone[name]), crowd[name]
        drawn += [here[n * len(here) // len(there)] for n in range(len(there))]
        asked += there
    return drawn, asked


def lines_of(alone: Sequence[Asked], crowd: Sequence[Asked]) -> list[Line]:
    """A line for all of it first, then one for each kind of request."""
    one, many = by_name(alone), by_name(crowd)
    each = [Line.of(name, one.get(name, []), many[name]) for name in sorted(many)]
    return [Line.of("alt", *in_the_mix_of(many, one)), *each]


def saves_beside(asked: Iterable[Asked], spans: Sequence[Span]) -> list[float]:
    """What saves took in ms while something ran."""
    return [each.ms for each in asked if each.name in SAVES and is_beside(each, spans)]


def beside_slow_saves(told: Told, slow: float) -> Counter[str]:
    """What went on beside the saves that took more than so many ms; one may be beside several."""
    found = Counter[str]()
    for save in told.asked:
        if save.name in SAVES and save.ms > slow:
            found.update({part.what for part in told.parts if part.is_beside(save)} or {"nothing"})
    return found


def written_over(saves: Iterable[Save]) -> list[Save]:
    """Saved from a form that was opened with a version which another save had taken already: who
    wrote it had not seen what was written over."""
    seen, again = set[tuple[int, int]](), []
    for save in saves:
        if not save.is_saved:
            continue
        if (save.measure, save.version) in seen:
            again.append(save)
        seen.add((save.measure, save.version))
    return again


def megabytes_at(megabytes: Sequence[tuple[float, float]], second: float) -> float:
    """Of (second, megabytes), those that were looked at nearest to a second."""
    return min(megabytes, key=lambda each: abs(each[0] - second))[1]
