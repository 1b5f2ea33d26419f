"""The page «Forskjeller»: what stands here beside what the file says, in words for a person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.forms import BoundField

from measures.deadline_language import DeadlineKind, Meaning
from measures.importing.difference.choices import Choices, is_renumbered, name_of, name_of_new
from measures.importing.difference.compare import Changed, Difference, FieldChange, Kind, New
from measures.importing.difference.joining import JoiningDaysForm, field_of
from measures.importing.difference.parts import LABELS, REPORTED, Part, Value, value_of
from measures.importing.difference.personal import NOTHING_ASKED, Asked
from measures.models.deadline import explain
from measures.vocabulary import RiskLevel, StatusCode, label_for
from ruspolitikk.wording import fold, plural

_THE_PART = {
    Part.TEXT: "Teksten",
    Part.TITLE: "Tittelen",
    Part.CODE: "Nummeret",
    Part.GOAL: "Målet",
    Part.TOPIC: "Innsatsområdet",
    Part.STRATEGY: "Strategien",
    Part.RESPONSIBLE: "Ansvarlig",
    Part.DEADLINE: "Fristen",
    Part.STATUS: "Statusen",
    Part.RISK: "Risikoen",
}
_MOST_COMPARED = 4_000
"""Words that are compared one by one; of longer texts nothing is marked."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class ValueShown:
    """A value; `pieces` are its words, each with whether the other side lacks them."""

    part: Part
    value: Value
    pieces: Pieces
    on: date

    @property
    def status_code(self) -> str:
        if isinstance(self.value.means, StatusCode):
            return self.value.means.value
        return "unmapped" if self.value else "not_reported"

    @property
    def label(self) -> str:
        if self.part is Part.RISK:
            level = self.value.means
            return str(level.label) if isinstance(level, RiskLevel) else ""
        return str(label_for(self.status_code))

    @property
    def level(self) -> str:
        level = self.value.means
        return level.value if isinstance(level, RiskLevel) else "none"

    @property
    def says_more(self) -> bool:
        """Whether the words differ from the label of what they mean."""
        return bool(self.value.words) and fold(self.value.words) != fold(self.label)

    @property
    def meant(self) -> str:
        """What a deadline is understood as, where its words do not say that day themselves."""
        meaning = self.value.means
        if not isinstance(meaning, Meaning) or meaning.kind == DeadlineKind.UNCLEAR:
            return ""
        told = explain(meaning, self.on)
        return "" if fold(told) == fold(self.value.words) else told


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A part of a measure, and whether it is ticked, or how it was settled. `asked`: the sentence
    about what looks like personal data in it."""

    one: Changed
    change: FieldChange
    per: date
    is_taken: bool
    settled: str
    asked: str = ""

    @property
    def name(self) -> str:
        return name_of(self.one, self.change)

    @property
    def label(self) -> str:
        """«Status per 31.12.2026»."""
        speaks_of_a_day = self.change.part in {Part.STATUS, Part.RISK}
        return LABELS[self.change.part] + (f" per {_day(self.per)}" if speaks_of_a_day else "")

    @property
    def before(self) -> ValueShown:
        return self._shown(self.change.before, self.change.after)

    @property
    def after(self) -> ValueShown:
        return self._shown(self.change.after, self.change.before)

    def _shown(self, value: Value, other: Value) -> ValueShown:
        is_a_text = self.change.part not in REPORTED
        pieces = marked(value.words, other.words) if is_a_text else marked(value.words, "")
        return ValueShown(self.change.part, value, pieces, self.per)

    @property
    def note(self) -> str:
        """How far a deadline moved and why; that a status goes into history."""
        if self.change.kind is Kind.EARLIER:
            return "legges i historikken, den nyeste her blir stående"
        if self.change.part is not Part.DEADLINE:
            return ""
        reason = self.one.incoming.row.deadline_reason
        moved = f"flyttet {days} dager" if (days := self._days_moved) else ""
        return ", ".join(filter(None, [moved, f"fordi: «{reason}»" if reason else ""]))

    @property
    def _days_moved(self) -> int:
        before, after = self.change.before.means, self.change.after.means
        days = [day for each in (before, after) if (day := _the_day(each))]
        return (days[1] - days[0]).days if len(days) == 2 else 0

    @property
    def question(self) -> str:
        """Why a conflict is one."""
        part, before = self.change.part, self.change.before
        since = "siden arket ble hentet" if self.one.incoming.moved is not None else ""
        since = since or "siden forrige innlesing"
        if part in {Part.STATUS, Part.RISK} and before.on == self.per:
            return f"Planen her og filen har hver sin {LABELS[part].lower()} for {_day(self.per)}."
        if part in REPORTED:
            return f"{_THE_PART[part]} er rapportert her {since}, og filen sier noe annet."
        return f"{_THE_PART[part]} er endret både her og i filen {since}."

    @property
    def said_here(self) -> str:
        """«Her, rapportert av redaktør for Bydel Bjerke 04.01.2027»."""
        before = self.change.before
        verb = "rapportert" if self.change.part in REPORTED else "endret"
        by = f" av {before.by}" if before.by else ""
        at = f" {_day(before.at.date())}" if before.at else ""
        return f"Her, {verb}{by}{at}" if by else "Her"


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A measure with the changes of it that have a tick each."""

    one: Changed
    changes: Sequence[ChangeShown]

    @property
    def is_reworded(self) -> bool:
        """Whether it may be another measure: it was found by what it is like."""
        return any(each.change.part is Part.TEXT for each in self.changes)


@dataclass(frozen=True, slots=True)
class NewShown:
    """`joining`: the field of the day from which it is in the plan, where one is asked for."""

    new: New
    is_taken: bool
    joining: BoundField | None
    asked: str

    @property
    def facts(self) -> str:
        """«Tabell 2, rad 11. Ansvarlig: NAV. Frist: 31.12.2027. Status: Under arbeid.»"""
        row = self.new.incoming.row
        parts = (Part.RESPONSIBLE, Part.DEADLINE, Part.STATUS, Part.RISK)
        told = [(LABELS[each], value_of(row, each).words) for each in parts]
        said = [f"{label}: {' '.join(words.split())}" for label, words in told if words]
        return ". ".join([str(row.source), *said]) + "."


@dataclass(frozen=True, slots=True)
class DifferenceShown:
    """The lists of the page, the hardest first."""

    difference: Difference
    conflicts: Sequence[ChangeShown]
    changed: Sequence[MeasureShown]
    renumbered: Sequence[ChangeShown]
    new: Sequence[NewShown]
    kept: int
    later: int

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(where on the page, label, how many)."""
        lines = (
            ("velg", "Må avgjøres", len(self.conflicts)),
            ("endret", "Endret i filen", len(self.changed)),
            ("nye", "Nye", len(self.new)),
            ("borte", "Borte fra filen", len(self.difference.gone)),
            ("uendret", "Som før", len(self.difference.unchanged)),
        )
        return list(lines)


def _every_change(
    difference: Difference, choices: Choices, asked: Asked = NOTHING_ASKED
) -> list[ChangeShown]:
    return [
        ChangeShown(
            one,
            change,
            difference.per,
            choices.takes(one, change),
            choices.settled.get(name_of(one, change), ""),
            asked.question(name_of(one, change)),
        )
        for one in difference.changed
        for change in one.fields
    ]


def shown(
    difference: Difference, choices: Choices, days: JoiningDaysForm, asked: Asked
) -> DifferenceShown:
    every = _every_change(difference, choices, asked)
    conflicts = [each for each in every if each.change.kind is Kind.CONFLICT]
    others = [each for each in every if each.change.kind is not Kind.CONFLICT]
    renumbered = [each for each in others if is_renumbered(each.change)]
    rest = [each for each in others if not is_renumbered(each.change)]
    of_measure = {each.one.standing.key: each.one for each in rest}
    changed = [
        MeasureShown(one, [each for each in rest if each.one is one]) for one in of_measure.values()
    ]
    return DifferenceShown(
        difference,
        conflicts,
        changed,
        renumbered,
        [
            NewShown(
                one,
                choices.takes_new(one.incoming.id),
                days[name] if (name := field_of(one.incoming.id)) in days.fields else None,
                asked.question(name_of_new(one)),
            )
            for one in difference.new
        ],
        kept=sum(1 for one in difference.unchanged if one.kept),
        later=sum(1 for each in rest if each.change.kind is Kind.EARLIER),
    )


def _the_day(means: object) -> date | None:
    is_a_day = isinstance(means, Meaning) and means.kind == DeadlineKind.DATE
    return means.due_on if is_a_day else None  # type: ignore[attr-defined]


def marked(text: str, other: str) -> Pieces:
    """A text in pieces, each with whether it is said there and not in the other."""
    own, theirs = _WORDS.findall(text), _WORDS.findall(other)
    if not other.strip() or len(own) + len(theirs) > _MOST_COMPARED:
        return [(text, False)] if text else []
    pieces: Pieces = []
    for tag, start, end, _a, _b in SequenceMatcher(None, own, theirs, autojunk=False).get_opcodes():
        if start < end:
            pieces.append(("".join(own[start:end]), tag != "equal"))
    return pieces


def in_one_line(difference: Difference) -> str:
    """«3 nye, 5 endret, 2 borte, 39 som før», and how many must be settled."""
    conflicts = sum(1 for one in difference.changed if one.conflicts)
    counts = (
        f"{(n := len(difference.new))} {plural(n, 'ny', 'nye')}",
        f"{len(difference.changed)} endret",
        f"{len(difference.gone)} borte",
        f"{len(difference.unchanged)} som før",
        f"{conflicts} må avgjøres" if conflicts else "",
    )
    return ", ".join(filter(None, counts))


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def in_lines(difference: Difference) -> Iterator[str]:
    """A difference as a terminal tells it: the counts, then each thing on a line."""
    yield f"{in_one_line(difference)}."
    for each in _every_change(difference, Choices.at_first(difference)):
        before = " ".join(each.change.before.words.split()) or "–"
        after = " ".join(each.change.after.words.split())
        asks = " (må avgjøres)" if each.change.kind is Kind.CONFLICT else ""
        yield f"Endret: {each.one.standing.number}. {each.label}: {before} → {after}{asks}"
    for new in difference.new:
        yield f"Nytt: {' '.join(new.incoming.row.text.split())[:70]} ({new.incoming.row.source})"
    for gone in difference.gone:
        yield f"Borte: {gone.number}. {gone.name[:70]}"
