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
    """In the plan's order; a confirmation that nothing changed is none."""
    earlier = {measure.pk: measure for measure in before}
    changes = (
        Change(measure.number, measure.name, _sentences(earlier[measure.pk], measure))
        for measure in after
    )
    return [change for change in changes if change.sentences]


def _sentences(before: Measure, after: Measure) -> list[str]:
    """A first report is a change too."""
    facts = (
        ("status", _status(before.status), _status(after.status)),
        ("risiko", _risk(before.risk), _risk(after.risk)),
        ("frist", _deadline(before.deadline), _deadline(after.deadline)),
    )
    return [f"{what} fra «{old}» til «{new}»" for what, old, new in facts if old != new]


def _status(status: Status | None) -> str:
    return status.words if status else "ikke rapportert"


def _risk(risk: Risk | None) -> str:
    return (risk.words if risk else "") or "ikke vurdert"


def _deadline(deadline: Deadline | None) -> str:
    return (deadline.words if deadline else "") or "ingen"
