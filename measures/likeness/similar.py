"""«Lignende tiltak i andre bydeler»: who does something like this measure, by words in common; and
the texts that a measure is compared with."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from measures.likeness.texts import COMMON_STEMS, Text, parts
from measures.models import Item, Measure
from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day

COMPARED = (
    "pk",
    "title",
    "text",
    "topic",
    "number",
    "state_code",
    "plan_id",
    "plan__organisation_id",
    "plan__organisation__kind",
)
AT_MOST = 5
LIKE_ENOUGH = 0.15


@dataclass(frozen=True, slots=True)
class Similar:
    """A measure of another bydel, with the words that it has in common."""

    measure: Measure
    words: list[str]
    is_in_an_expired_plan: bool

    @classmethod
    def of(cls, measure: Measure, stems: frozenset[str], day: Day) -> "Similar":
        return cls(measure, _words(measure, stems), measure.plan.has_expired(day.on))


def _words(measure: Measure, stems: frozenset[str]) -> list[str]:
    """The words in common as they are written, each once; those of every plan only where there
    are no others."""
    pieces = parts(f"{measure.title} {words_of(measure)}", stems - COMMON_STEMS or stems)
    return list(dict.fromkeys(text for text, is_common in pieces if is_common))


def words_of(measure: Measure) -> str:
    """Its text, and the delpunkter that stand beside it, of a measure that has its items."""
    beside = [item.text for item in measure.items.all() if item.text not in measure.text]
    return "\n".join([measure.text, *beside]).strip()


def text_of(measure: Measure) -> Text:
    """What is compared of a measure, which has its items and its strategy: its own words, and the
    city's strategy that it is under."""
    strategy = measure.strategy and (measure.strategy.means or measure.strategy)
    number = strategy.number if strategy else None
    return Text(measure.pk, f"{measure.title} {words_of(measure)}", measure.topic, number)


@dataclass(frozen=True, slots=True)
class TextsAround:
    """What a bydel's measure is compared with: the city's measures; the rest of its plan, without
    the dropped, among which rarity is weighed; and what counts in the other bydeler."""

    of_the_city: list[Text]
    beside: list[Text]
    elsewhere: list[Text]


def texts_around(measure: Measure, reader: User, day: Day) -> TextsAround:
    """In two queries, which read no more than is compared."""
    own, counting = measure.plan, Plan.objects.visible_to(reader)
    citys = Q(pk__in=Plan.objects.adopted().framework())
    elsewhere = Q(pk__in=Plan.objects.in_force(day.on).local())
    plans = counting.filter(citys | elsewhere | Q(pk=own.pk))
    rows = (
        Measure.objects.visible_to(reader)
        .as_of(day)
        .filter(plan__in=plans)
        .exclude(pk=measure.pk)
        .order_by("plan", "position", "n")
        .annotate(number=Coalesce("strategy__means__number", "strategy__number"))
        .values_list(*COMPARED)
    )
    items = defaultdict(list)
    for pk, text in Item.objects.filter(measure__plan__in=plans).values_list("measure", "text"):
        items[pk].append(text)
    around = TextsAround([], [], [])
    for pk, title, text, topic, number, code, plan, organisation, kind in rows:
        read = Text(pk, "\n".join([title, text, *items[pk]]), topic, number)
        if kind == Organisation.Kind.CITY:
            around.of_the_city.append(read)
        elif organisation != own.organisation_id:
            around.elsewhere.append(read)
        elif plan == own.pk and code != StatusCode.CANCELLED:
            around.beside.append(read)
    return around
