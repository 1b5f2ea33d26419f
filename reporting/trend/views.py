"""Utvikling: small pictures of how far each bydel had come, the numbers, and the files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from measures.filters import REPORTED
from measures.vocabulary import label_for
from reporting.counting import Tally, counted_codes
from reporting.files.downloads import SVG, Download, attached
from reporting.files.sheets import CellKind, Column
from reporting.trend.chart import CITY, TrendChart, trend_chart
from reporting.trend.points import Point, Trend, round_days, trends, year_ends
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import DayForm

YEARS = "ar"


class DaysForm(forms.Form):
    """Which days: the cut-offs of rounds, or year ends where `?vis=ar` or no cut-off was passed."""

    vis = forms.ChoiceField(
        label="Dager",
        required=False,
        choices=[
            ("", "Skjæringsdatoer"),
            (YEARS, "Årsslutt med rapporter"),
        ],
        error_messages={"invalid_choice": "Velg skjæringsdatoer eller årsslutt."},
    )

    @property
    def problems(self) -> list[str]:
        return [str(sentence) for sentence in self.errors.get("vis", [])]


class Shown:
    """What an address asks for: the days, the city's trend and the bydeler's."""

    def __init__(self, request: AuthenticatedRequest) -> None:
        self.query: QueryDict = request.GET
        self.day_form = DayForm.asked(request.GET)
        self.days_form = DaysForm({"vis": request.GET.get("vis", "")})
        self.day = self.day_form.day
        self.on = self.day.on
        by_year = self.days_form.is_valid() and self.days_form.cleaned_data["vis"] == YEARS
        rounds = [] if by_year else round_days(self.on)
        self.are_rounds = bool(rounds)
        self.days = rounds or year_ends(request.user, self.on)
        self.city, self.bydeler = trends(request.user, self.days, self.day.today)

    @property
    def problems(self) -> list[str]:
        return [*self.day_form.problems, *self.days_form.problems]

    @property
    def with_plan(self) -> list[Trend]:
        return [trend for trend in self.bydeler if trend.has_plan]

    @property
    def every_trend(self) -> list[Trend]:
        return [self.city, *self.with_plan]

    @property
    def codes(self) -> list[str]:
        counted = [point.counted for point in self.city.with_data if point.counted]
        return counted_codes(sum(counted, Tally()))


@dataclass(frozen=True, slots=True)
class Picture:
    """A trend and its chart, or a sentence where there is nothing to draw."""

    trend: Trend
    name: str
    chart: TrendChart | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Number:
    label: str
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a day, and its numbers with the lists behind them."""

    point: Point
    plan: str
    total: Number | None
    reported: Number | None
    percent: int | None
    codes: Sequence[Number]


@require_safe
def trend_page(request: AuthenticatedRequest) -> HttpResponse:
    shown = Shown(request)
    for problem in shown.problems:
        messages.error(request, problem)
    pictures = [_picture(trend) for trend in shown.every_trend]
    return render(
        request,
        "reporting/trend/trend.html",
        {
            "shown": shown,
            "on": shown.on,
            "day_said": shown.day.sentence,
            "codes": [(code, label_for(code)) for code in shown.codes],
            "pictures": pictures,
            "is_drawn": any(picture.chart for picture in pictures),
            "tables": [
                (_name(trend), list(_lines(trend, shown.codes, shown.day.today)))
                for trend in shown.every_trend
            ],
            "without_plan": [_name(trend) for trend in shown.bydeler if not trend.has_plan],
        },
    )


def _name(trend: Trend) -> str:
    return f"{trend.bydel.number} {trend.bydel.name}" if trend.bydel else "Hele byen"


def _picture(trend: Trend) -> Picture:
    return Picture(trend, _name(trend), trend_chart(trend), _sentence(trend))


def _sentence(trend: Trend) -> str:
    """Why there is no picture; what it shows is told by the picture itself."""
    seen = trend.with_data
    if not seen or seen[-1].counted is None:
        return "Ingen plan med tiltak på noen av dagene."
    n, total = seen[-1].counted.reported, seen[-1].counted.total
    if not trend.is_reported:
        return f"Ingen av {total} tiltak er rapportert, så det er ingen utvikling å vise."
    first, last = f"{seen[0].on:%d.%m.%Y}", f"{seen[-1].on:%d.%m.%Y}"
    if len(seen) == 1:
        return f"Det er tall for én dag bare, {first}: {n} av {total} tiltak er rapportert."
    return f"Ingen endring fra {first} til {last}: {n} av {total} tiltak er rapportert."


def _plan_words(trend: Trend, point: Point) -> str:
    if not point.plans:
        return "– ingen plan"
    if trend.bydel:
        return point.plans[0].period
    return f"{len(point.plans)} planer" if len(point.plans) > 1 else "1 plan"


def _lines(trend: Trend, codes: Sequence[str], today: date) -> Iterator[Line]:
    """Each number with the address of the list behind it."""
    for point in trend.points:
        counted = point.counted
        plan = _plan_words(trend, point)
        if counted is None or not counted.total:
            yield Line(point, plan, None, None, None, ())
            continue
        where = {
            **({"bydel": trend.bydel.slug} if trend.bydel else {}),
            "plan": [one.slug for one in point.plans],
            **({"per": f"{point.on:%d.%m.%Y}"} if point.on != today else {}),
        }
        base = f"{reverse('measures:list')}?{urlencode(where, doseq=True)}"
        yield Line(
            point,
            plan,
            Number("Tiltak", counted.total, base),
            Number("Rapportert", counted.reported, f"{base}&status={REPORTED}"),
            counted.reported_percent,
            [
                Number(label_for(code), counted.by_code.get(code, 0), f"{base}&status={code}")
                for code in codes
            ],
        )


# --- Files ----------------------------------------------------------------------------------


def _columns(codes: Sequence[str]) -> list[Column]:
    number = CellKind.NUMBER
    return [
        Column("Bydel", 24),
        Column("Dag", 12, CellKind.DATE),
        Column("Plan", 18),
        Column("Tiltak", 9, number),
        Column("Rapportert", 12, number),
        Column("Andel rapportert", 12, CellKind.SHARE),
        *(Column(label_for(code), 13, number) for code in codes),
    ]


def _rows(shown: Shown) -> Iterator[list[object]]:
    """Nothing to count is an empty cell, never 0."""
    for trend in shown.every_trend:
        for point in trend.points:
            named = [_name(trend), point.on, _plan_words(trend, point)]
            counted = point.counted
            if counted is None or not counted.total:
                yield [*named, *[None] * (len(shown.codes) + 3)]
                continue
            numbers = [counted.total, counted.reported, counted.reported_share]
            yield [*named, *numbers, *(counted.by_code.get(code, 0) for code in shown.codes)]


def _whole(request: AuthenticatedRequest) -> Shown:
    """What an address asks for; a file of something else is a 404."""
    shown = Shown(request)
    if shown.problems:
        raise Http404("Filteret i adressen kan ikke leses.")
    return shown


def download(request: AuthenticatedRequest) -> Download:
    shown = _whole(request)
    return Download(
        name=f"utvikling-{shown.on:%Y-%m-%d}",
        title=f"Utvikling til og med {shown.on:%d.%m.%Y}",
        sheet="Utvikling",
        facts=[
            ("For", "Hele byen"),
            ("Til og med", shown.on),
            ("Dager", ", ".join(f"{day:%d.%m.%Y}" for day in shown.days)),
        ],
        columns=_columns(shown.codes),
        rows=_rows(shown),
        notes=[
            "Hver dag telles planen som gjaldt da, med det som var rapportert for den dagen.",
            (
                "«Ikke rapportert» betyr at ingen har sagt noe. "
                "Det er ikke det samme som ikke startet."
            ),
        ],
    )


@require_safe
def trend_svg(request: AuthenticatedRequest) -> HttpResponse:
    """The picture of the city, or of a bydel (`?hvem=grorud`); 404 where the page draws none."""
    shown = _whole(request)
    slug = request.GET.get("hvem") or CITY
    charts = (trend_chart(trend) for trend in shown.every_trend)
    chart = next((chart for chart in charts if chart and chart.slug == slug), None)
    if chart is None:
        raise Http404("Det er ingen utvikling å tegne her.")
    context = {
        "chart": chart,
        "on": shown.on,
        "legend": [(code, label_for(code)) for code in chart.codes],
        "height": chart.height + 20 * len(chart.codes) + 40,
    }
    picture = render_to_string("reporting/trend/file.html", context)
    return attached(picture, f"utvikling-{chart.slug}-{shown.on:%Y-%m-%d}.svg", SVG)
