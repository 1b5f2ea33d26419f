"""What a search names outright: a measure by its number («tiltak 21», «Helse c», «strategi 2 h»),
or a plan by its bydel. What is named comes before what only has the words."""

from collections.abc import Iterable

from django.db.models import Q

from measures.stems import words_in
from plans.models import Plan
from ruspolitikk.wording import code_key

BEFORE_A_NUMBER = {"byens", "tiltak", "nr"}
"""Words that say nothing more of which measure it is."""
MOST_DIGITS = 4


def names_measure(typed: str, topics: Iterable[str]) -> Q:
    """For the measures that a search names; empty where it can name none.

    Its last word is the code, or the number of a measure without one. The words before it say the
    strategy or stand in the topic, of those that there are: letters begin anew in every block.
    """
    *before, number = typed.split() or [""]
    if not words_in(number):
        return Q()
    named = Q(code_key=code_key(number))
    if _is_a_number(number):
        named |= Q(code="", n=int(number))
    words = [word for word in words_in(" ".join(before)) if word not in BEFORE_A_NUMBER]
    if len(words) > 1 and words[0] == "strategi" and _is_a_number(words[1]):
        named &= Q(strategy__number=int(words[1]))
        words = words[2:]
    if words:
        named &= Q(topic__in=[each for each in topics if set(words) <= set(words_in(each))])
    return named


def _is_a_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS


def names_plan(typed: str, plan: Plan) -> bool:
    """Whether a search is the name of a plan, or of the bydel that has it."""
    owner = plan.organisation
    names = (owner.name, owner.full_name, plan.short_name, plan.title)
    return words_in(typed) in [words_in(name) for name in names]
