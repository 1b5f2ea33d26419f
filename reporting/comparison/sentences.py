"""What is said of a side: how many measures it is about, how well reported, and what is late."""

from reporting.comparison.questions import By, Question
from reporting.comparison.sides import Side

BELONG = {
    By.STRATEGY: "hører til strategien",
    By.TOPIC: "hører til innsatsområdet",
    By.CITY_MEASURE: "svarer på byens tiltak",
}


def sentences_of(side: Side, question: Question) -> list[str]:
    whole, counts = side.whole, side.counts
    if not whole.total:
        return ["Planen har ingen tiltak ennå."]
    if not counts.total:
        in_all = _reported(whole.reported, whole.total)
        return [_belonging(side, question), f"I hele planen: {in_all}"]
    sentences = [_belonging(side, question), _reported(counts.reported, counts.total)]
    if counts.overdue:
        sentences.append(f"{counts.overdue} er over frist.")
    if counts.high_risk:
        sentences.append(f"{counts.high_risk} har høy risiko.")
    return sentences


def _belonging(side: Side, question: Question) -> str:
    """How many measures the side is about, of how many."""
    total = side.whole.total
    if side.has_no_strategies:
        return (
            f"Ingen av {total} tiltak er knyttet til en strategi. "
            f"Under står tiltak uten strategi, {len(side.measures)} av {total}."
        )
    if question.by == By.ALL:
        return f"{total} tiltak."
    return f"{side.counts.total or 'Ingen'} av {total} tiltak {BELONG[question.by]}."


def _reported(n: int, total: int) -> str:
    """The rate with its counts."""
    return f"{n} av {total} er rapportert ({round(100 * n / total)}\xa0%)."
