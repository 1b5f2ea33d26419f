"""What is said of a side: how many measures it is about, how well reported, and what is late."""

from measures.filters.count_filter import NO_STRATEGY
from measures.round_rate import rate_in_words
from measures.rounds import RoundPeriod
from reporting.comparison.questions import By, Question
from reporting.comparison.sides import Comparison, Side
from ruspolitikk.wording import plural

BELONG = {
    By.STRATEGY: "hører til strategien",
    By.TOPIC: "hører til innsatsområdet",
    By.CITY_MEASURE: "svarer på byens tiltak",
}
UP_TO_TEN = ("null", "ett", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")


def sentences_of(side: Side, compared: Comparison) -> list[str]:
    """«11 av 42 tiltak hører til strategien. Ingen av 11 tiltak er rapportert for T2 2026.»"""
    whole, counts, question = side.whole, side.counts, compared.question
    if not whole.total:
        return ["Planen har ingen tiltak ennå."]
    if not counts.total:
        in_all = rate_in_words(whole.in_round, compared.round)
        return [_belonging(side, question), f"I hele planen: {in_all}"]
    sentences = [_belonging(side, question), *_rate(side, compared.round)]
    if counts.overdue:
        sentences.append(f"{counts.overdue} er over frist.")
    if counts.high_risk:
        sentences.append(f"{counts.high_risk} har høy risiko.")
    return sentences


def _belonging(side: Side, question: Question) -> str:
    """How many measures the side is about, of how many."""
    total = side.whole.total
    if side.has_no_strategies:
        none = plural(total, "Det ene tiltaket er ikke", f"Ingen av {total} tiltak er")
        return f"{none} knyttet til en strategi. {_most_alike(len(side.measures), question)}"
    if question.by == By.ALL:
        return f"{total} tiltak."
    if question.key == NO_STRATEGY and not side.counts.total:
        all_of_them = plural(total, "Det ene tiltaket", f"Alle {total} tiltak")
        return f"{all_of_them} er knyttet til en strategi."
    return f"{side.counts.total or 'Ingen'} av {total} tiltak {BELONG[question.by]}."


def _most_alike(n: int, question: Question) -> str:
    if not n:
        return f"Ingen av dem ligner på byens tiltak i strategi {question.key}."
    which = plural(n, "Her står det", f"Her står de {UP_TO_TEN[n]}")
    return f"{which} som ligner mest på byens tiltak i strategi {question.key}."


def _rate(side: Side, last_round: RoundPeriod | None) -> list[str]:
    """The rate of the last round, of the measures that the side is about."""
    rate = side.counts.in_round
    beside = [rate.beside] if rate.base and rate.beside else []
    return [rate_in_words(rate, last_round), *beside]
