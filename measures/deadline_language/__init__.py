"""Deadlines are sentences. This reads them: the words in, what they mean out.

The grammar is closed: a sentence is understood only when every word in it is known, so a doubt
(«ca.», «ikke før», «?», «avhenger av») is never overlooked. What is not understood is `unclear`
and waits for a person. The rules are the domain's section «Deadlines».
"""

from measures.deadline_language.choices import days_named
from measures.deadline_language.meaning import DeadlineKind, Doubt, Meaning, Recurrence
from measures.deadline_language.moves import Move, move_in, understand
from measures.deadline_language.rhythms import SOME_YEARS

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
]
