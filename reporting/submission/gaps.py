"""What a round asks for that a bydel has not written: a gap for each measure and field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from measures.rounds import NOT_REPORTED_FOR, RoundPart
from measures.vocabulary import StatusCode
from reporting.models import Round


@dataclass(frozen=True, slots=True)
class Gap:
    """What a measure lacks, what is known instead, and the act that fills it."""

    measure: Any
    lacks: str
    note: str
    act: str


def gaps(measures: Iterable[Any], one: Round) -> list[Gap]:
    """Of the measures that are the round's base (`to_freeze`), in the plan's order; those that are
    not reported at all first."""
    found = [gap for measure in measures for gap in _of(measure, one)]
    return sorted(found, key=lambda gap: gap.measure.round_part not in NOT_REPORTED_FOR)


def _of(measure: Any, one: Round) -> Iterator[Gap]:
    if measure.round_part in NOT_REPORTED_FOR:
        status = measure.status
        last = f"Sist {status.applies_on:%d.%m.%Y}" if status else "Aldri rapportert"
        yield Gap(measure, "Ikke rapportert", last, "Rapporter")
        return
    if measure.round_part != RoundPart.REPORTED:
        return
    if one.asks_for_risk and not (measure.risk and measure.risk.level):
        yield Gap(measure, "Mangler risiko", "", "Vurder risiko")
    why = _why_a_remark(measure, one.cut_off)
    if one.asks_for_remark and why and not measure.status.remark:
        yield Gap(measure, "Mangler merknad", f"Tiltaket er {why}", "Skriv merknad")


def _why_a_remark(measure: Any, on: date) -> str:
    if measure.status.code == StatusCode.ON_HOLD:
        return "på vent"
    if measure.status.code == StatusCode.CANCELLED:
        return "utgått"
    return "over frist" if measure.is_overdue(on) else ""
