"""A row of the list, drawn here: a page holds fifty, of eight cells each."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple, TypedDict
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from measures.models import Measure
from measures.templatetags.tiltak import deadline_block, level_tag, status_tag


class ListRow(TypedDict):
    """Written here, escaped once. A template would ask of each of four hundred what it is, and how
    a number is written."""

    pk: int
    number: SafeString
    name: SafeString
    bydel: SafeString
    period: SafeString
    responsible: SafeString
    status: SafeString
    risk: SafeString
    deadline: SafeString
    reported: SafeString


def list_rows(measures: Iterable[Measure], on: date) -> list[ListRow]:
    """Rows of measures that have their state attached (of a risk, its level), and their plan."""
    never = _written("Aldri")
    return [
        ListRow(
            pk=measure.pk,
            number=_written(measure.number),
            name=_written(measure.name),
            bydel=_written(measure.plan.organisation.name),
            period=_written(measure.plan.period),
            responsible=_written(measure.responsible_text or "–"),
            status=status_tag(measure.status),
            risk=level_tag(measure.state_risk),
            deadline=deadline_block(measure, on),
            reported=_day(measure.status.applies_on) if measure.status else never,
        )
        for measure in measures
    ]


class DrawnRows(NamedTuple):
    """The rows of a list. One may be opened: a template draws its form between the others."""

    before: SafeString
    opened: ListRow | None
    after: SafeString


class RowDrawing:
    """How the rows of one list are drawn: what they have in common is said once.

    `reportable` are the ids that this person may report on; where there are none, no row is ticked
    or opened. `is_alone`: the row is the answer to htmx; `is_saved`: and has just been saved.
    """

    def __init__(
        self,
        asked: QueryDict,
        reportable: Collection[int],
        *,
        shows_bydel: bool,
        past_query: str = "",
        all_ticked: bool = False,
        is_alone: bool = False,
        is_saved: bool = False,
    ) -> None:
        kept = urlencode({k: v for k, v in asked.lists() if k != "endre"}, doseq=True)
        self.opens = f"?{escape(kept)}{'&amp;' if kept else ''}endre="
        self.opens_in_place = "/rad/?endre&amp;bydel" if shows_bydel else "/rad/?endre"
        self.reportable, self.shows_bydel, self.past_query = reportable, shows_bydel, past_query
        self.checked = " checked" if all_ticked else ""
        self.focus = " autofocus" if is_alone else ""
        self.is_saved = is_saved
        self.labels = _labels()

    def rows(self, measures: Iterable[Measure], on: date, opened: int | None = None) -> DrawnRows:
        before: list[str] = []
        after: list[str] = []
        form_of: ListRow | None = None
        for row in list_rows(measures, on):
            if row["pk"] == opened:
                form_of = row
            else:
                (after if form_of else before).append(self._drawn(row))
        return DrawnRows(joined(before), form_of, joined(after))

    def _drawn(self, row: ListRow) -> str:
        pk, labels = row["pk"], self.labels
        bydel = f'{row["bydel"]} <span class="base">{row["period"]}</span>'
        cells = [
            f'<td class="num not-on-phone">{row["number"]}</td>\n',
            f'<th scope="row"><a href="{pk}/{self.past_query}">{row["name"]}</a></th>\n',
            cell(labels.bydel, bydel) if self.shows_bydel else "",
            cell(labels.responsible, row["responsible"]),
            cell(labels.status, row["status"]),
            cell(labels.risk, row["risk"]),
            cell(labels.deadline, row["deadline"]),
            cell(labels.reported, row["reported"]),
        ]
        if not self.reportable:
            return f"<tr>{''.join(cells)}</tr>\n"
        tick, link = self._acts(row) if pk in self.reportable else ("", "")
        before = f'<tr id="rad-{pk}">\n<td class="tick">{tick}</td>\n'
        return f"{before}{''.join(cells)}<td>{link}</td>\n</tr>\n"

    def _acts(self, row: ListRow) -> tuple[str, str]:
        """The box that chooses the row, and the link that opens it."""
        pk, called = row["pk"], f"{row['number']}, {row['name']}"
        tick = (
            f'<input type="checkbox" name="tiltak" value="{pk}" form="selection"{self.checked}'
            f' aria-label="{self.labels.tick} {called}">'
        )
        link = (
            f'<a class="act" href="{self.opens}{pk}#rad-{pk}" hx-get="{pk}{self.opens_in_place}"'
            f'{self.focus}>{self.labels.change}<span class="visually-hidden"> {called}</span></a>'
        )
        return tick, f"{link}{self.labels.saved}" if self.is_saved else link


class _Labels(NamedTuple):
    tick: str
    bydel: str
    responsible: str
    status: str
    risk: str
    deadline: str
    reported: str
    change: str
    saved: str


@lru_cache(maxsize=1)
def _labels() -> _Labels:
    return _Labels(
        tick=escape("Velg"),
        bydel=escape("Bydel"),
        responsible=escape("Ansvarlig"),
        status=escape("Status"),
        risk=escape("Risiko"),
        deadline=escape("Frist"),
        reported=escape("Sist meldt"),
        change=escape("Endre"),
        saved=f' <span class="small muted">{escape("Lagret")}</span>',
    )


def announced(said: str) -> str:
    """What htmx puts where a screen reader listens."""
    if not said:
        return ""
    return f'<hx-partial hx-target="#said" hx-swap="innerHTML">{escape(said)}</hx-partial>\n'


# What these are given is escaped already.


def cell(label: str, shown: str | int, kind: str = "") -> str:
    """A cell that says on a phone which column it is of; `kind` is its class."""
    return f'<td{f' class="{kind}"' if kind else ""} data-label="{label}">{shown}</td>\n'


def joined(drawn: Iterable[str]) -> SafeString:
    return mark_safe("".join(drawn))  # noqa: S308 - each is escaped where it is put together


def _written(text: str) -> SafeString:
    return SafeString(escape(text))


def _day(day: date) -> SafeString:
    return SafeString(f"{day:%d.%m.%Y}")
