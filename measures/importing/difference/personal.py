"""What looks like personal data in the words that a person has chosen to take in: asked about once,
beside them, as a form does of what is typed (`ruspolitikk/fields.py`, `AskedText`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from measures.importing.difference.choices import name_of, name_of_new
from measures.importing.difference.compare import Changed, Difference, FieldChange, Incoming
from measures.importing.difference.parts import Part, value_of
from measures.importing.difference.take import Chosen
from measures.importing.rows.personal import FREE_TEXTS, is_open
from ruspolitikk.personal_data import Finding, findings_beside, question_about, sums_of
from ruspolitikk.wording import listed

MOST_PLACES = 5
"""That are named; every one is marked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what is chosen, what is asked about: by the name that a change, or a new row, has in the
    form. `where`: the measures and rows that it stands in."""

    findings: Mapping[str, list[Finding]] = field(default_factory=dict)
    where: tuple[str, ...] = ()

    @classmethod
    def of(cls, difference: Difference, chosen: Chosen) -> Self:
        """Without what was answered when the row was looked through, and what stands here."""
        changes = [
            (name_of(one, change), f"tiltak {one.standing.number}", _in_change(one, change))
            for one in difference.changed
            for change in one.fields
            if (one.standing.key, change.part) in chosen.parts
        ]
        new = [
            (name_of_new(one), str(one.incoming.row.source), _in_row(one.incoming))
            for one in difference.new
            if one.incoming.id in chosen.new
        ]
        told = [place for place in (*changes, *new) if place[2]]
        where = dict.fromkeys(where for _name, where, _findings in told)
        return cls({name: findings for name, _where, findings in told}, tuple(where))

    @property
    def places(self) -> str:
        """«tiltak 3, tiltak 7 og Tabell 1, rad 9»"""
        more = len(self.where) - MOST_PLACES
        return listed([*self.where[:MOST_PLACES], *([f"{more} til"] if more > 0 else [])])

    @property
    def sums(self) -> str:
        """What a page sends along («spurt»), so that a second press says yes."""
        every = [each for findings in self.findings.values() for each in findings]
        return " ".join(sorted(sums_of(every)))

    def unless_answered(self, sent: str) -> "Asked":
        """Nothing where all of it was asked about already: the second press says yes."""
        return NOTHING_ASKED if set(self.sums.split()) <= set(sent.split()) else self

    def question(self, *names: str) -> str:
        """About what stands under some names; empty where there is nothing to ask."""
        found = [each for name in names for each in self.findings.get(name, [])]
        return question_about(found) if found else ""


NOTHING_ASKED = Asked()


def _is_asked(one: Incoming) -> bool:
    """A row that was looked through and has no such doubt, was answered; an arbeidsark is not
    looked through."""
    return one.as_read is None or is_open(one.row)


def _in_change(one: Changed, change: FieldChange) -> list[Finding]:
    row = one.incoming.row
    more = {Part.STATUS: row.remarks, Part.DEADLINE: row.deadline_reason}.get(change.part)
    words = "\n".join(filter(None, [value_of(row, change.part).words, more]))
    stood = f"{change.before.words}\n{change.before.remark}"
    return findings_beside(words, stood) if _is_asked(one.incoming) else []


def _in_row(one: Incoming) -> list[Finding]:
    words = "\n".join(getattr(one.row, name) or "" for name in FREE_TEXTS)
    return findings_beside(words, "") if _is_asked(one) else []
