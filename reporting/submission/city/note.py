"""The note to the byråd, in Word: the round in a page of text with figures, then bydel by bydel."""

from collections.abc import Iterator
from io import BytesIO

from measures.round_rate import RoundRate
from reporting.files.docx import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Table,
    write_document,
)
from reporting.kinds_of_change import What
from reporting.submission.city.excel import facts_of_city, title_of
from reporting.submission.city.report import BydelReport, CityReport, WithoutPlan, answered_by
from reporting.submission.files.changes import SEE_CHANGES
from reporting.submission.files.contents import NOTHING, of_assessed, of_dated, short
from reporting.submission.files.picture import bar, bar_in_words, legend, stages_in_words
from reporting.submission.files.word import fact_table
from ruspolitikk.wording import listed, plural


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
    yield Paragraph(_moved(city))
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
    yield Heading("Om notatet")
    yield fact_table(facts_of_city(city))


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
    return f"{len(city.missing) or 'ingen'} mangler{no_plan}"


def _who_has_sent(city: CityReport) -> Iterator[str]:
    rate = city.rate
    yield f"{city.how_many_sent} har sendt inn for {city.name}."
    yield _how_much(rate)
    if rate.beside:
        yield rate.beside
    if city.not_sent:
        yield city.not_sent
    if city.missing:
        names = listed([each.report.head["bydel"].removeprefix("Bydel ") for each in city.missing])
        rate = sum((each.counts.rate for each in city.missing), RoundRate())
        whose = plural(len(city.missing), "bydelens", "deres")
        yield f"{names} har ikke sendt inn. {_of_the_silent(rate, whose)}".rstrip()
    if city.without_plan:
        yield city.no_plan


def _how_much(rate: RoundRate) -> str:
    if not rate.base:
        return "Ingen tiltak skulle rapporteres."
    if not rate.not_reported:
        return plural(rate.base, "Det ene tiltaket", f"Alle {rate.base} tiltak") + " er rapportert."
    return (
        f"{rate.reported} av {rate.base} tiltak er rapportert ({rate.percent}), "
        f"{rate.older or 'ingen'} er sist rapportert tidligere, og {rate.never or 'ingen'} er "
        "aldri rapportert."
    )


def _of_the_silent(rate: RoundRate, whose: str) -> str:
    """What is known of the measures of those that did not send; blank where they have none."""
    if not rate.base:
        return ""
    if not rate.reported:
        return f"Om {whose} {rate.base} tiltak i runden vet vi ikke noe nytt."
    told = (
        f"Av {whose} {rate.base} tiltak i runden er {rate.reported} rapportert, men ikke sendt inn"
    )
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
        return f"Av {those} som er rapportert og sendt inn, er {stages_in_words(city.stages)}."
    return f"Av de {n} rapporterte er {stages_in_words(city.stages)}."


def _those_sent(city: CityReport) -> str:
    """What the steps are of, where a bydel has reported and not sent, too."""
    all_are_sent = city.stages.total() == city.rate.reported
    return "rapporterte tiltak" if all_are_sent else "tiltak som er sendt inn"


def _changed(city: CityReport) -> str:
    moves = city.moves
    compared = [each for each in city.sent if each.changes.since]
    if not compared:
        return f"Ingen bydel har sendt inn for en tidligere runde. {SEE_CHANGES}"
    among = plural(len(compared), "bydelen", f"de {len(compared)} bydelene")
    told = [
        f"{moves[What.DROPPED] or 'ingen'} er utgått",
        f"{moves[What.FIRST] or 'ingen'} er nye eller rapportert for første gang",
        *([_stayed(city)] if moves[What.UNCHANGED] else []),
    ]
    *before, last = told
    return (
        f"I {among} som har sendt inn før, er {moves[What.ON] or 'ingen'} tiltak kommet lenger, og "
        f"{moves[What.BACK] or 'ingen'} har gått tilbake. "
        f"{_capitalised(', '.join(before))}, og {last}."
    )


def _moved(city: CityReport) -> str:
    """Deadlines and risks since the round before."""
    since = city.since
    if since is None:
        return (
            f"Ingen bydel har rapport for runden før {city.name}, så vi vet ikke hvilke frister "
            "som er flyttet, eller hvor risikoen er endret."
        )
    return f"{since.deadlines(city.name)} {since.risks} {since.basis}"


def _stayed(city: CityReport) -> str:
    n, with_new_status = city.moves[What.UNCHANGED], city.stayed_with_new_status
    told = f"{n} er verken kommet lenger eller gått tilbake"
    if with_new_status == n:
        return f"{told}, men har fått ny status"
    return f"{told}, {with_new_status} av dem med ny status" if with_new_status else told


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _deviations(city: CityReport) -> Iterator[str]:
    overdue, dated = city.total("overdue"), city.total("dated")
    high, assessed = city.total("high_risk"), city.total("assessed")
    none_dated = "Ingen tiltak har en fristdato."
    none_assessed = "Risikoen er ikke vurdert for noe tiltak."
    yield f"{of_dated(overdue, dated)} er over frist." if dated else none_dated
    yield f"{of_assessed(high, assessed)} har høy risiko." if assessed else none_assessed
    if city.counted_of_all:
        yield city.counted_of_all
    if city.missing and overdue + high:
        yield _of_missing(city)
    asked, unanswered = _unanswered(city)
    if unanswered and len(unanswered) == asked:
        yield f"Ingen bydel har svart på noen av byens {asked} tiltak."
    elif unanswered:
        n = len(unanswered)
        yield f"Ingen bydel har svart på {n} av byens {asked} tiltak: {'; '.join(unanswered)}."


def _of_missing(city: CityReport) -> str:
    """How many of the deviations are theirs."""
    if not any(city.total(figure, city.missing) for figure in ("overdue", "high_risk")):
        return "Ingen av dem er hos bydeler som ikke har sendt inn."
    parts = [
        f"{city.total(figure, city.missing)} av de {city.total(figure)} {words}"
        for figure, words in (("overdue", "over frist"), ("high_risk", "med høy risiko"))
        if city.total(figure)
    ]
    return f"{listed(parts)} er hos bydeler som ikke har sendt inn."


def _unanswered(city: CityReport) -> tuple[int, list[str]]:
    """How many measures the city's plan has, and those that nobody answers."""
    heads = [each.report.head for each in city.bydeler]
    asked = dict.fromkeys(label for head in heads for label in head.get("city_measures", ()))
    answered = {a for each in city.bydeler for row in each.report.rows for a in answered_by(row)}
    return len(asked), [label for label in asked if label not in answered]


def _picture(city: CityReport) -> Iterator[Block]:
    yield legend()
    rows = [_bar(each) for each in city.all]
    yield Table(["Bydel", "Tiltak som var med i runden", "Antall"], [4, 11, 2.4], rows)


def _bar(each: BydelReport | WithoutPlan) -> list[list[Picture | Paragraph]]:
    if isinstance(each, WithoutPlan):
        return [[Paragraph(each.name)], [Paragraph("Ingen plan")], [Paragraph("–")]]
    return [
        [Paragraph(each.name)],
        [_drawn(each)],
        [Paragraph(f"{each.counts.rate.base} tiltak")],
    ]


def _drawn(each: BydelReport) -> Picture:
    """All of one that did not send is not reported to the city."""
    rate = each.counts.rate
    if not each.is_sent:
        return bar({}, rate.base, f"{each.name}: ikke sendt inn")
    told = bar_in_words(each.stages, rate.not_reported)
    return bar(each.stages, rate.not_reported, f"{each.name}: {told}")


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
    yield Paragraph(" ".join(_how_it_goes(each)))
    if head["comment"]:
        yield Paragraph(f"«{head['comment']}»")


def _how_it_goes(each: BydelReport) -> Iterator[str]:
    """Of one that has sent: what was reported, what became of it, and what stands out."""
    counts, moves = each.counts, each.moves
    rate = counts.rate
    if not rate.base:
        yield "Ingen tiltak skulle rapporteres."
    else:
        reported = f"{rate.reported} av {rate.base} tiltak rapportert ({rate.percent})"
        yield f"{reported}: {stages_in_words(each.stages)}." if rate.reported else f"{reported}."
    if rate.beside:
        yield rate.beside
    if each.changes.since is not None:
        told = [
            f"{moves[What.ON] or 'ingen'} kommet lenger",
            f"{moves[What.BACK] or 'ingen'} gått tilbake",
        ]
        if moves[What.FIRST]:
            told.append(f"{moves[What.FIRST]} nye eller rapportert for første gang")
        yield f"Siden {each.changes.since}: {listed(told)}."
    late = f"{counts.overdue} over frist" if counts.dated else "ingen fristdatoer"
    risky = f"{counts.high_risk} med høy risiko" if counts.assessed else "risikoen er ikke vurdert"
    yield _capitalised(f"{late}, {risky}.")
