"""Deadlines are sentences. This reads them: the words in, what they mean out.

The grammar is closed: words are understood only when each of them is known, so a doubt («ca.»,
«ikke før», «?», «avhenger av») is never overlooked; of a sentence around a time (`clauses`), none
that is not known may be a time or a doubt. What is not understood is `unclear` and waits for a
person. The rules are the domain's section «Deadlines».
"""

from measures.deadline_language.choices import days_named
from measures.deadline_language.meaning import DeadlineKind, Doubt, Meaning, Recurrence
from measures.deadline_language.moves import Move, move_in
from measures.deadline_language.rhythms import SOME_YEARS
from measures.deadline_language.understanding import understand, understand_alone

__all__ = [
    "SOME_YEARS",
    "DeadlineKind",
    "Doubt",
    "Meaning",
    "Move",
    "Recurrence",
    "days_named",
    "move_in",
    "understand",
    "understand_alone",
]
