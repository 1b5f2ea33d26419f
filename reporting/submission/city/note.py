"""The note to the byråd, in Word: the round in a page of text with figures, then bydel by bydel."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from measures.round_rate import RoundRate
from measures.vocabulary import UNMAPPED
from reporting.files.bars import stacked_bar
from reporting.files.docx import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Table,
    write_document,
)
from reporting.kinds_of_change import What
from reporting.submission.city.excel import COLOURS, NOT_REPORTED_COLOUR, STEPS, title_of
from reporting.submission.city.report import BydelReport, CityReport, WithoutPlan, answered_by
from reporting.submission.files.changes import SEE_CHANGES
from reporting.submission.files.contents import NOTHING, of_assessed, of_dated, short
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
    sent = f"Kontrollsum for det bydelene rapporterte: {short(city.sha256)}"
    return f"{city.name}, status per {cut_off}. {sent}"


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
    # So high on the first page that it stands whole there.
    yield Heading("Hvor langt tiltakene er kommet")
    yield from _picture(city)
    yield Heading("Endringer")
    yield Paragraph(_changed(city))
    yield Heading("Avvik")
    yield Paragraph(" ".join(_deviations(city)))
    yield Heading("Byrådsavdelingens vurdering")
    yield Paragraph("[Skriv her, tre til fem linjer. Alt over og under er hentet fra rapportene.]")
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
        ("Rapportert", rate.percent, f"{rate.reported} av {rate.base} tiltak i runden"),
        ("I kraft", *_number_of(city.stages["in_force"], city.stages.total(), _those_sent(city))),
        (
            "Over frist",
            *_number_of(city.total("overdue"), city.total("dated"), "tiltak med fristdato"),
        ),
        (
            "Høy risiko",
            *_number_of(
                city.total("high_risk"), city.total("assessed"), "tiltak med vurdert risiko"
            ),
        ),
    ]
    names, numbers, beside = zip(*figures, strict=True)
    rows = [
        [[Paragraph(text, is_strong=True)] for text in numbers],
        [[Paragraph(text)] for text in beside],
    ]
    return Table(names, [1] * len(figures), rows)


def _number_of(n: int, among: int, words: str) -> tuple[str, str]:
    """A figure, and under it what it is of; «–» where there is nothing to count."""
    return (str(n) if among else NOTHING, f"av {among} {words}")


def _who_has_not(city: CityReport) -> str:
    no_plan = f", {len(city.without_plan)} uten plan" if city.without_plan else ""
    return f"{len(city.missing)} mangler{no_plan}"


def _who_has_sent(city: CityReport) -> Iterator[str]:
    rate = city.rate
    yield f"{city.how_many_sent} har sendt inn for {city.name}."
    yield (
        f"{rate.reported} av {rate.base} tiltak er rapportert ({rate.percent}), {rate.older} er "
        f"sist rapportert tidligere, og {rate.never} er aldri rapportert."
    )
    if rate.beside:
        yield rate.beside
    if city.not_sent:
        yield city.not_sent
    if city.missing:
        names = listed([each.report.head["bydel"].removeprefix("Bydel ") for each in city.missing])
        rate = sum((each.counts.rate for each in city.missing), RoundRate())
        yield f"{names} har ikke sendt inn. {_of_the_silent(rate)}"
    if city.without_plan:
        yield city.no_plan


def _of_the_silent(rate: RoundRate) -> str:
    """What is known of the measures of those that did not send."""
    if not rate.reported:
        return f"Om deres {rate.base} tiltak i runden vet vi ikke noe nytt."
    told = f"Av deres {rate.base} tiltak i runden er {rate.reported} rapportert, men ikke sendt inn"
    if not rate.not_reported:
        return f"{told}."
    return f"{told}. Om de andre {rate.not_reported} vet vi ikke noe nytt."


def _how_far(city: CityReport) -> str:
    if not city.rate.reported:
        return f"Ingen tiltak er rapportert for {city.name}."
    n, among = city.stages.total(), city.rate.reported
    if not n:
        return f"Ingen av de {among} rapporterte er sendt inn."
    if n < among:
        those = plural(n, "det ene tiltaket", f"de {n} tiltakene")
        return f"Av {those} som er rapportert og sendt inn, er {_stages(city.stages)}."
    return f"Av de {n} rapporterte er {_stages(city.stages)}."


def _those_sent(city: CityReport) -> str:
    """What the steps are of, where a bydel has reported and not sent, too."""
    all_are_sent = city.stages.total() == city.rate.reported
    return "rapporterte tiltak" if all_are_sent else "tiltak som er sendt inn"


def _stages(stages: Counter[str]) -> str:
    """«7 ikke i gang, 17 i gang og 1 med ukjent statusord»; those that are none are left out."""
    words = {name: label.lower() for name, label in STEPS}
    words[UNMAPPED] = f"med {words[UNMAPPED]}"
    return listed([f"{stages[name]} {words[name]}" for name in words if stages[name]])


def _changed(city: CityReport) -> str:
    moves = city.moves
    compared = [each for each in city.sent if each.before]
    if not compared:
        return f"Ingen bydel har sendt inn for en tidligere runde. {SEE_CHANGES}"
    stayed = f"{moves[What.UNCHANGED]} er verken kommet lenger eller gått tilbake"
    if city.stayed_with_new_status:
        stayed = f"{stayed}, {city.stayed_with_new_status} av dem med ny status"
    among = plural(len(compared), "bydelen", f"de {len(compared)} bydelene")
    return (
        f"I {among} som har sendt inn før, er {moves[What.ON] or 'ingen'} tiltak kommet lenger, og "
        f"{moves[What.BACK] or 'ingen'} har gått tilbake. {moves[What.DROPPED] or 'Ingen'} er "
        f"utgått, {moves[What.FIRST] or 'ingen'} er nye eller rapportert for første gang, "
        f"og {stayed}."
    )


def _deviations(city: CityReport) -> Iterator[str]:
    overdue, dated = city.total("overdue"), city.total("dated")
    high, assessed = city.total("high_risk"), city.total("assessed")
    none_dated = "Ingen tiltak har en fristdato."
    none_assessed = "Risikoen er ikke vurdert for noe tiltak."
    yield f"{of_dated(overdue, dated)} er over frist." if dated else none_dated
    yield f"{of_assessed(high, assessed)} har høy risiko." if assessed else none_assessed
    if city.counted_of_all:
        yield city.counted_of_all
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
    answered = {a for each in city.bydeler for row in each.report.rows for a in answered_by(row)}
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
    rate = counts.rate
    yield Heading(each.name, 2)
    if not each.is_sent:
        told = f"{head['plan']}. {rate.base} tiltak i runden. {rate.beside}"
        yield Paragraph(told.rstrip())
        yield Paragraph(f"Har ikke sendt inn: {each.silent_since}.")
        return
    sent = f"{submission.recorded_at:%d.%m.%Y}"
    yield Paragraph(f"{head['plan']}. Sendt {sent}, versjon {submission.version}.")
    reported = f"{rate.reported} av {rate.base} tiltak rapportert ({rate.percent})"
    told = f"{reported}: {_stages(each.stages)}." if rate.reported else f"{reported}."
    told = f"{told} {rate.beside}".rstrip()
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
