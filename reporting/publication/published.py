"""What the public pages show, read from what was published and from nothing else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from measures.vocabulary import STAGES, UNMAPPED, StatusCode
from reporting.bars import STAGE_FILLS, BarPart, bar_of
from reporting.publication.document import NOT_REPORTED_KEY, OMITTED, UNCLEAR_LABEL
from reporting.submission.sent import whole_text
from ruspolitikk.wording import address_word, fold, listed

NOT_REPORTED_LABEL = "Ikke rapportert"
STEPS = (
    *((name, STAGE_FILLS[name], label) for name, label, _codes in STAGES),
    (UNMAPPED, UNMAPPED, UNCLEAR_LABEL),
    (NOT_REPORTED_KEY, NOT_REPORTED_KEY, NOT_REPORTED_LABEL),
)
"""Each column of the table: its name in `counts`, its fill, its heading."""
ROOM = 8
"""Per cent of a bar that are wide enough for a number, on a phone too."""
WORDS = (
    ("Ikke i gang", "Ikke startet, eller venter på noe."),
    ("I gang", "Under arbeid, eller delvis iverksatt."),
    ("I kraft", "Tilbudet finnes, og fortsetter."),
    ("Avsluttet", "Gjort ferdig."),
    ("Utgått", "Tatt ut av planen."),
    (UNCLEAR_LABEL, "Bydelens egne ord, som det ikke er avklart hva betyr."),
    (NOT_REPORTED_LABEL, "Bydelen har ikke sendt inn hvor langt tiltaket var kommet."),
)
MEANINGS = {
    StatusCode.NOT_STARTED: "Ingenting er gjort ennå.",
    StatusCode.ON_HOLD: "Venter på noe.",
    StatusCode.IN_PROGRESS: "Noen er i gang med det.",
    StatusCode.PARTLY_IMPLEMENTED: "Noe av tiltaket er i kraft.",
    StatusCode.IMPLEMENTED: "I kraft: tilbudet finnes, og fortsetter.",
    StatusCode.ONGOING: "I kraft: gjøres hele tiden, uten en siste dag.",
    StatusCode.COMPLETED: "Gjort ferdig.",
    StatusCode.CANCELLED: "Tatt ut av planen.",
    UNMAPPED: dict(WORDS)[UNCLEAR_LABEL],
}
"""What each status means, which a bydel's page tells of those that it has."""
NUMBERS = (
    *("ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve"),
    *("tolv", "tretten", "fjorten", "femten"),
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number under its heading; `n` is None where a bydel has not told it."""

    label: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the city's bar: in per cent of its width, with its number where there is room."""

    kind: str
    label: str
    n: int
    x: str
    width: str
    middle: str
    has_room: bool


@dataclass(frozen=True, slots=True)
class PublicBydel:
    """`told` has no `counts` of one that had no plan."""

    told: Mapping[str, Any]

    @property
    def has_plan(self) -> bool:
        return "counts" in self.told

    @property
    def name(self) -> str:
        return f"{self.told['bydel_number']} {self.told['bydel']}"

    @property
    def counts(self) -> list[Count]:
        of = self.told["counts"]
        return [Count(label, of[name]) for name, _fill, label in STEPS]

    @property
    def measures(self) -> int:
        return int(self.told["counts"]["measures"])

    @property
    def reported(self) -> int:
        return self.measures - int(self.told["counts"][NOT_REPORTED_KEY])

    @property
    def bar(self) -> list[BarPart]:
        of = self.told["counts"]
        return bar_of([(fill, label, of[name] or 0) for name, fill, label in STEPS])

    @property
    def outside(self) -> str:
        return _outside(self.told["counts"]["ended_before"], self.told["counts"]["joined_after"])


def _outside(ended: int, joined: int) -> str:
    """«12 var avsluttet eller utgått før runden, og 3 kom til etter den.»"""
    told = [f"{ended} var avsluttet eller utgått før runden"] if ended else []
    told += [f"{joined} kom til etter den" if told else f"{joined} kom til etter runden"] * bool(
        joined
    )
    return f"{', og '.join(told)}." if told else ""


@dataclass(frozen=True, slots=True)
class Published:
    """A published document, its days as days."""

    told: Mapping[str, Any]
    bydeler: Sequence[PublicBydel]

    @classmethod
    def of(cls, document: bytes | Mapping[str, Any]) -> "Published":
        """Of the stored JSON file; or of a document that is not stored, for who will publish it."""
        text = document if isinstance(document, bytes) else json.dumps(document)
        told = json.loads(text, object_hook=_with_days)
        return cls(told, [PublicBydel(each) for each in told["bydeler"]])

    @property
    def lines(self) -> list[PublicBydel]:
        """All the bydeler by their numbers, those without a plan too."""
        without = [PublicBydel(each) for each in self.told["without_plan"]]
        return sorted([*self.bydeler, *without], key=lambda each: each.told["bydel_number"] or 0)

    @property
    def sent(self) -> list[PublicBydel]:
        return [each for each in self.bydeler if each.told["has_sent"]]

    @property
    def silent(self) -> list[PublicBydel]:
        return [each for each in self.bydeler if not each.told["has_sent"]]

    @property
    def without_plan(self) -> str:
        """«Ullern og Bjerke»; blank where all had a plan."""
        names = [str(each["bydel"]) for each in self.told["without_plan"]]
        return listed(names) if names else ""

    @property
    def measures(self) -> int:
        return sum(each.measures for each in self.bydeler)

    @property
    def reported(self) -> int:
        return sum(each.reported for each in self.bydeler)

    @property
    def not_reported(self) -> int:
        return self.measures - self.reported

    @property
    def counts(self) -> list[Count]:
        return [Count(label, self._total(name)) for name, _fill, label in STEPS]

    def _total(self, name: str) -> int | None:
        """None where no bydel has told it."""
        told = [n for each in self.bydeler if (n := each.told["counts"][name]) is not None]
        return sum(told) if told else None

    @property
    def outside(self) -> str:
        return _outside(self._total("ended_before") or 0, self._total("joined_after") or 0)

    @property
    def nothing(self) -> list[Count]:
        """The cells of a bydel that had no plan."""
        return [Count(label, None) for label in self.headings]

    @property
    def headings(self) -> list[str]:
        return [label for _name, _fill, label in STEPS]

    @property
    def legend(self) -> list[tuple[str, str]]:
        return [(fill, label) for _name, fill, label in STEPS]

    @property
    def n_sent(self) -> str:
        """«Elleve av 15 bydeler», as a sentence begins."""
        n, among = len(self.sent), len(self.bydeler) + len(self.told["without_plan"])
        many = NUMBERS[n] if n < len(NUMBERS) else str(n)
        return f"{many.capitalize()} av {among} bydeler"

    @property
    def lead(self) -> str:
        """What the page says first."""
        told = self.told
        return (
            f"Bydelene i Oslo har {self.measures} tiltak i sine ruspolitiske handlingsplaner som "
            f"skulle rapporteres for {told['round']}. {self.n_sent} sendte inn, og vi vet hvor "
            f"langt {self.reported} av tiltakene var kommet {told['cut_off']:%d.%m.%Y}."
        )

    @property
    def bar_in_words(self) -> str:
        """«45 ikke i gang, 128 i gang … og 319 ikke rapportert.»"""
        told = [f"{each.n} {each.label.lower()}" for each in self.counts if each.n]
        return f"{', '.join(told)}." if told else ""

    @property
    def segments(self) -> list[Segment]:
        parts, before = [], 0
        for name, fill, label in STEPS:
            if n := self._total(name):
                x, width = (100 * part / self.measures for part in (before, n))
                at, wide, middle = (f"{place:.2f}%" for place in (x, width, x + width / 2))
                parts.append(Segment(fill, label, n, at, wide, middle, width >= ROOM))
                before += n
        return parts

    @property
    def words(self) -> Sequence[tuple[str, str]]:
        return WORDS

    def at(self, slug: str) -> PublicBydel | None:
        """A bydel that has sent, by its word in the address."""
        return next((each for each in self.sent if each.told["slug"] == slug), None)

    def silent_at(self, slug: str) -> PublicBydel | None:
        """A bydel that has no page since it has not sent, or had no plan."""
        of_word = (each for each in self.lines if address_word(each.told["bydel"]) == slug)
        return next((each for each in of_word if each not in self.sent), None)

    def why_no_page(self, bydel: PublicBydel) -> str:
        if not bydel.has_plan:
            day = f"{self.told['cut_off']:%d.%m.%Y}"
            return f"Bydelen hadde ingen vedtatt plan {day}, så det er ingenting å vise."
        last, round_name = bydel.told["last_reported_on"], self.told["round"]
        before = f"Sist rapportert {last:%d.%m.%Y}." if last else "Bydelen har aldri rapportert."
        return f"Bydelen har ikke sendt inn for {round_name}, så det er ingenting å vise. {before}"

    def words_of(self, bydel: PublicBydel) -> list[tuple[str, str]]:
        """The statuses of a bydel's measures, each with what it means, in the city's order."""
        own = [row for row in self.told["measures"] if row["bydel"] == bydel.told["bydel"]]
        labels = {row["status_code"]: row["status_label"] for row in own if row["status_code"]}
        told = [(labels[code], of) for code, of in MEANINGS.items() if code in labels]
        if len(own) > sum(row["status_code"] is not None for row in own):
            told.append((NOT_REPORTED_LABEL, dict(WORDS)[NOT_REPORTED_LABEL]))
        return told

    def groups_of(self, bydel: PublicBydel) -> list[tuple[str, list[Mapping[str, Any]]]]:
        """A bydel's measures under their strategies, in the plan's order."""
        own = self.rows_of(bydel)
        return [(name or "", list(of)) for name, of in groupby(own, lambda row: row["strategy"])]

    def rows_of(self, bydel: PublicBydel) -> list[Mapping[str, Any]]:
        """The same in one list."""
        return [_shown(row) for row in self.told["measures"] if row["bydel"] == bydel.told["bydel"]]

    def has_remarks(self, bydel: PublicBydel) -> bool:
        own = (row for row in self.told["measures"] if row["bydel"] == bydel.told["bydel"])
        return any(row["remark"] for row in own)


DAYS = {
    *("first_day", "cut_off", "closed_on", "published_on", "sent_on", "last_reported_on"),
    *("due_on", "done_on", "status_applies_on"),
}


def _with_days(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        key: date.fromisoformat(value) if key in DAYS and value else value
        for key, value in facts.items()
    }


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row's facts, and what of them the page tells in a way of its own."""
    words, label = row["status_words"] or "", row["status_label"] or ""
    number = row["n"] if row["code"] in (None, OMITTED) else row["code"]
    is_gap = row["in_round"] in {"eldre", "aldri"}
    own_words = words if fold(words) != fold(label) else ""
    return {
        **row,
        **whole_text(row),
        "number": number,
        "is_gap": is_gap,
        "own_words": own_words,
    }
