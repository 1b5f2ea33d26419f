"""What the overview says first: of which measures, and how many were reported for the round."""

from measures.round_rate import rate_in_words
from reporting.overview.query import OverviewQuery


def headline(query: OverviewQuery) -> list[str]:
    """The filter's own sentence first, where there is one; then the rate of the last round."""
    total = query.counted.total
    sentences = []
    if query.filters.data:
        chosen = f"{total.total} av {query.base.total} tiltak i planene som telles"
        sentences.append(f"{', '.join([chosen, *query.left_out])}.")
    if total.total:
        rate = total.in_round
        sentences.append(rate_in_words(rate, query.counted.round))
        if rate.base and rate.beside:
            sentences.append(rate.beside)
    return sentences
