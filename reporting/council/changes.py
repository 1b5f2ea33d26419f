"""What changed in a plan's measures between two days, in sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measures.models import Deadline, Measure, Risk, Status


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a measure between two days, in sentences."""

    number: str
    name: str
    sentences: Sequence[str]

    @property
    def in_words(self) -> str:
        """«3 Natteravner: status fra «Påbegynt» til «Ferdig».»"""
        return f"{self.number} {self.name}: {', '.join(self.sentences)}."


def changes_between(before: Iterable[Measure], after: Iterable[Measure]) -> list[Change]:
    """In the plan's order; a confirmation that nothing changed is none, and so is a rewording."""
    earlier = {measure.pk: measure for measure in before}
    changes = (
        Change(measure.number, measure.name, _sentences(earlier.get(measure.pk), measure))
        for measure in after
    )
    return [change for change in changes if change.sentences]


def _sentences(before: Measure | None, after: Measure) -> list[str]:
    """A first report is a change too. What is compared is what counts: the city's code, the level,
    what a deadline's words mean; what is said is the bydel's own words."""
    if before is None:
        return [f"kom med i planen {after.joined_on:%d.%m.%Y}"]
    facts = (
        ("status", before.status_code != after.status_code, _status, "status"),
        ("risiko", _level(before.risk) != _level(after.risk), _risk, "risk"),
        ("frist", _has_moved(before.deadline, after.deadline), _deadline, "deadline"),
    )
    return [
        f"{what} fra «{in_words(getattr(before, name))}» til «{in_words(getattr(after, name))}»"
        for what, is_changed, in_words, name in facts
        if is_changed
    ]


def _level(risk: Risk | None) -> str | None:
    return risk.level if risk else None


def _has_moved(before: Deadline | None, after: Deadline | None) -> bool:
    """Of an unclear deadline the words are all that there is."""
    if before is None or after is None or before.is_unclear or after.is_unclear:
        return _deadline(before) != _deadline(after)
    return before.meaning != after.meaning


def _status(status: Status | None) -> str:
    return status.words if status else "ikke rapportert"


def _risk(risk: Risk | None) -> str:
    return (risk.words if risk else "") or "ikke vurdert"


def _deadline(deadline: Deadline | None) -> str:
    return (deadline.words if deadline else "") or "ingen"
