"""What a deadline means: whole by the grammar, moved by its own words, or in a sentence."""

from functools import lru_cache

from measures.deadline_language.clauses import in_a_clause
from measures.deadline_language.meaning import DeadlineKind, Meaning
from measures.deadline_language.moves import move_in
from measures.deadline_language.sentences import understand_one


# A plan of 3,600 rows has few different deadlines: 40 to 120 µs for one that was read before become
# 0.2, here and below, since what is unclear alone is read as a sentence too.
@lru_cache(maxsize=2048)
def understand(words: str) -> Meaning | None:
    """What a deadline's words mean; None for a blank cell, or one with only a dash in it. Of a
    deadline that the words move, the newest.

    Never raises and never guesses: whatever is not understood has the kind `unclear`, an impossible
    date («31.02.2021») included.
    """
    meaning = understand_alone(words)
    if meaning is None or meaning.kind is not DeadlineKind.UNCLEAR:
        return meaning
    return in_a_clause(words) or meaning


@lru_cache(maxsize=2048)
def understand_alone(words: str) -> Meaning | None:
    """The same of words that are a deadline and no more. «Kafeen åpnes innen mai 2027» may as well
    be what is to be done, where it is not known to be a deadline."""
    meaning = understand_one(words)
    if meaning is None or meaning.kind is not DeadlineKind.UNCLEAR:
        return meaning
    move = move_in(words)
    return move.after if move else meaning
