"""The note to the byråd, in Word: the round in a page of text with figures, then bydel by bydel."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from reporting.files.bars import stacked_bar
from reporting.files.docx import (
    Block,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
    write_document,
)
from reporting.kinds_of_change import What
from reporting.submission.city.excel import COLOURS, NOT_REPORTED_COLOUR, STEPS, title_of
from reporting.submission.city.report import BydelReport, CityReport, WithoutPlan
from reporting.submission.files.contents import short
from ruspolitikk.wording import listed, plural

SWATCH = 90
"""Pixels: how wide a colour of the legend is drawn."""
BAR_WIDTH, SWATCH_WIDTH = 10.5, 0.8
"""Centimetres."""


def note_file(city: CityReport) -> bytes:
    file = BytesIO()
    write_document(
        file, title_of(city), blocks_of(city), footer=mark_of(city), now=city.moment,
        is_portrait=True,
    )  # fmt: skip
    return file.getvalue()


def mark_of(city: CityReport) -> str:
    """What stands at the foot of every page."""
    cut_off = f"{city.head['cut_off']:%d.%m.%Y}"
    return f"{city.name}, status per {cut_off}. Kontrollsum {short(city.sha256)}"


def blocks_of(city: CityReport) -> Iterator[Block]:
    """What it says, whichever kind of file it is written as."""
    yield Paragraph(
        f"Notat til byrådet. Status per {city.head['cut_off']:%d.%m.%Y}. "
        f"Laget {city.moment:%d.%m.%Y kl. %H.%M} av det bydelene har sendt. Rapport {city.number}."
    )
    yield _figures(city)
    yield Heading("Hovedtrekk")
    yield Paragraph(" ".join(_who_has_sent(city)))
    yield Paragraph(_how_far(city))
    yield Heading("Endringer")
    yield Paragraph(_changed(city))
    yield Heading("Avvik")
    yield Paragraph(" ".join(_deviations(city)))
    yield Heading("Byrådsavdelingens vurdering")
    yield Paragraph("[Skriv her, tre til fem linjer. Alt over og under er hentet fra rapportene.]")
    yield PageBreak()
    yield Heading("Hvor langt tiltakene er kommet")
    yield from _picture(city)
    yield Heading("Bydel for bydel")
    yield Paragraph(
        "Tallene er fra den versjonen byen hadde. Teksten i anførselstegn er bydelens egen."
    )
    for each in city.all:
        yield from _bydel(each, city)


def _figures(city: CityReport) -> Table:
    rate = city.rate
    figures = [
        ("Sendt inn", f"{len(city.sent)} av {len(city.all)}", _who_has_not(city)),
        ("Rapportert", rate.percent, f"{rate.reported} av {rate.base} tiltak"),
        ("I kraft", str(city.stages["in_force"]), f"av {rate.reported} rapporterte"),
        ("Over frist", str(city.total("overdue")), f"av {city.total('dated')} med fristdato"),
        ("Høy risiko", str(city.total("high_risk")), f"av {city.total('assessed')} vurderte"),
    ]
    names, numbers, beside = zip(*figures, strict=True)
    rows = [
        [[Paragraph(text, is_strong=True)] for text in numbers],
        [[Paragraph(text)] for text in beside],
    ]
    return Table(names, [1] * len(figures), rows)


def _who_has_not(city: CityReport) -> str:
    no_plan = f", {len(city.without_plan)} uten plan" if city.without_plan else ""
    return f"{len(city.missing)} mangler{no_plan}"


def _who_has_sent(city: CityReport) -> Iterator[str]:
    rate = city.rate
    yield f"{city.how_many_sent} har sendt inn for {city.name}."
    yield (
        f"{rate.reported} av {rate.base} tiltak er rapportert ({rate.percent}), {rate.older} har "
        f"en eldre rapport, og {rate.never} er aldri rapportert."
    )
    if rate.beside:
        yield rate.beside
    if city.missing:
        names = listed([each.report.head["bydel"].removeprefix("Bydel ") for each in city.missing])
        n = city.total("total", city.missing)
        yield f"{names} har ikke sendt inn. Om deres {n} tiltak vet vi ikke noe nytt."
    if city.without_plan:
        yield city.no_plan


def _how_far(city: CityReport) -> str:
    if not city.rate.reported:
        return f"Ingen tiltak er rapportert for {city.name}."
    return f"Av de {city.rate.reported} rapporterte er {_stages(city.stages)}."


def _stages(stages: Counter[str]) -> str:
    """«7 ikke i gang, 17 i gang og 1 uklar status»; those that are none are left out."""
    return listed([f"{stages[name]} {label.lower()}" for name, label in STEPS if stages[name]])


def _changed(city: CityReport) -> str:
    moves = city.moves
    compared = [each for each in city.sent if each.before]
    if not compared:
        return "Ingen bydel har sendt inn for en tidligere runde, så endringer kan ikke vises."
    among = plural(len(compared), "bydelen", f"{len(compared)} bydelene")
    return (
        f"I {among} som har sendt inn før, er {moves[What.ON]} tiltak kommet lenger, og "
        f"{moves[What.BACK]} har gått tilbake. {moves[What.DROPPED]} er utgått, "
        f"{moves[What.FIRST]} er nye eller rapportert for første gang, "
        f"og {moves[What.UNCHANGED]} er uendret."
    )


def _deviations(city: CityReport) -> Iterator[str]:
    overdue, dated = city.total("overdue"), city.total("dated")
    high, assessed = city.total("high_risk"), city.total("assessed")
    yield f"{overdue} av {dated} tiltak med fristdato er over frist."
    yield f"{high} tiltak har høy risiko, av {assessed} der risikoen er vurdert."
    if city.missing:
        late, risky = (city.total(what, city.missing) for what in ("overdue", "high_risk"))
        whose = "hos bydeler som ikke har sendt inn"
        yield f"{late} av de {overdue} og {risky} av de {high} er {whose}."
    unanswered = list(_unanswered(city))
    if unanswered:
        yield f"Ingen bydel har svart på {len(unanswered)} av byens tiltak: {listed(unanswered)}."


def _unanswered(city: CityReport) -> Iterator[str]:
    heads = [each.report.head for each in city.bydeler]
    asked = dict.fromkeys(label for head in heads for label in head.get("city_measures", ()))
    answered = {a for each in city.bydeler for row in each.report.rows for a in row["answers"]}
    yield from (label for label in asked if label not in answered)


def _picture(city: CityReport) -> Iterator[Block]:
    legend = [*((label, COLOURS[name]) for name, label in STEPS),
              ("Ikke rapportert", NOT_REPORTED_COLOUR)]  # fmt: skip
    swatches: list[list[Picture | Paragraph]] = [
        [Picture(_swatch(place), SWATCH_WIDTH, ""), Paragraph(label)]
        for place, (label, _colour) in enumerate(legend)
    ]
    yield Table((), [1] * len(legend), [swatches], has_lines=False)
    rows = [_bar(each) for each in city.all]
    yield Table(["Bydel", "Tiltak som var med i runden", "Antall"], [4, 11, 2.4], rows)


def _bar(each: BydelReport | WithoutPlan) -> list[list[Picture | Paragraph]]:
    if isinstance(each, WithoutPlan):
        return [[Paragraph(each.name)], [Paragraph("Ingen plan")], [Paragraph("–")]]
    return [
        [Paragraph(each.name)],
        [Picture(stacked_bar(_parts(each)), BAR_WIDTH, f"{each.name}: {_told(each)}")],
        [Paragraph(f"{each.counts.rate.base} tiltak")],
    ]


def _swatch(place: int) -> bytes:
    """The colour and pattern that a part has at its place in every bar."""
    colours = [*(COLOURS[name] for name, _label in STEPS), NOT_REPORTED_COLOUR]
    return stacked_bar([(int(n == place), colour) for n, colour in enumerate(colours)], SWATCH)


def _parts(each: BydelReport) -> list[tuple[int, str]]:
    """All of one that did not send is not reported to the city."""
    rate = each.counts.rate
    if not each.is_sent:
        return [*((0, COLOURS[name]) for name, _label in STEPS), (rate.base, NOT_REPORTED_COLOUR)]
    steps = [(each.stages[name], COLOURS[name]) for name, _label in STEPS]
    return [*steps, (rate.not_reported, NOT_REPORTED_COLOUR)]


def _told(each: BydelReport) -> str:
    if not each.is_sent:
        return "ikke sendt inn"
    silent = f"{each.counts.rate.not_reported} ikke rapportert"
    return f"{_stages(each.stages)}, {silent}" if each.stages else silent


def _bydel(each: BydelReport | WithoutPlan, city: CityReport) -> Iterator[Block]:
    if isinstance(each, WithoutPlan):
        yield Heading(each.name, 2)
        yield Paragraph(f"Ingen plan gjaldt {city.head['cut_off']:%d.%m.%Y}.")
        return
    head, counts, submission = each.report.head, each.counts, each.report.submission
    yield Heading(each.name, 2)
    if not each.is_sent:
        yield Paragraph(f"{head['plan']}. {counts.total} tiltak.")
        yield Paragraph(f"Har ikke sendt inn: {each.silent_since}.")
        return
    sent = f"{submission.recorded_at:%d.%m.%Y}"
    yield Paragraph(f"{head['plan']}. Sendt {sent}, versjon {submission.version}.")
    rate = counts.rate
    reported = f"{rate.reported} av {rate.base} tiltak rapportert ({rate.percent})"
    told = f"{reported}: {_stages(each.stages)}." if rate.reported else f"{reported}."
    yield Paragraph(
        f"{told}{_since(each)} {counts.overdue} over frist, {counts.high_risk} med høy risiko."
    )
    if head["comment"]:
        yield Paragraph(f"«{head['comment']}»")


def _since(each: BydelReport) -> str:
    if each.before is None:
        return ""
    since, moves = each.changes.since, each.moves
    return f" Siden {since}: {moves[What.ON]} kommet lenger og {moves[What.BACK]} gått tilbake."
