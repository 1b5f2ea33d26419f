"""What a round asks for that a bydel has not written: a gap for each measure and field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from measures.rounds import NOT_REPORTED_FOR, RoundPart
from measures.vocabulary import StatusCode
from reporting.models import Round
from reporting.submission.difference import Facts, Rows, day_of
from reporting.submission.files.cells import number_of


@dataclass(frozen=True, slots=True)
class Gap:
    """What a measure lacks, what is known instead, and the act that fills it."""

    measure_pk: int
    row: Facts
    lacks: str
    note: str
    act: str

    @property
    def number(self) -> str:
        return number_of(self.row)


def gaps(rows: Rows, one: Round, later: Mapping[int, date] | None = None) -> list[Gap]:
    """Of what is sent or would be (`shape.row_of`), in the plan's order; the measures that are
    not reported at all first. `later` are the days after the cut-off that measures are reported
    about, which are no part of it."""
    later = later or {}
    found = [gap for pk, row in rows.items() for gap in _of(pk, row, one, later.get(pk))]
    return sorted(found, key=lambda gap: gap.row["in_round"] not in NOT_REPORTED_FOR)


def _of(pk: int, row: Facts, one: Round, later: date | None) -> Iterator[Gap]:
    status = row["status"]
    if row["in_round"] in NOT_REPORTED_FOR:
        last = f"Sist {day_of(status['applies_on'])}" if status else "Aldri rapportert"
        if later:
            last = f"Rapportert for en senere dag, {later:%d.%m.%Y}"
        yield Gap(pk, row, "Ikke rapportert", last, "Rapporter")
        return
    if row["in_round"] != RoundPart.REPORTED:
        return
    if one.asks_for_risk and not row["risk"]:
        yield Gap(pk, row, "Mangler risiko", "", "Vurder risiko")
    why = _why_a_remark(row)
    if one.asks_for_remark and why and not status["remark"]:
        yield Gap(pk, row, "Mangler merknad", f"Tiltaket er {why}", "Skriv merknad")


def _why_a_remark(row: Facts) -> str:
    if row["status"]["code"] == StatusCode.ON_HOLD:
        return "på vent"
    if row["status"]["code"] == StatusCode.CANCELLED:
        return "utgått"
    return "over frist" if row["over_frist"] else ""
