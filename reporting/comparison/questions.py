"""What plans may be compared by: one of the city's strategies, an innsatsområde, one of the city's
measures, or nothing but all their measures."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, TextChoices

from measures.columns import city_words
from measures.filters.count_filter import NO_STRATEGY
from measures.models import Measure
from plans.models import Plan


class By(TextChoices):
    """The kinds of what plans are compared by, in the order that they are offered: the word in the
    address, and the heading of the choices."""

    ALL = "alle", "Hele planen"
    STRATEGY = "strategi", "Byens strategi"
    TOPIC = "innsatsomrade", "Innsatsområde"
    CITY_MEASURE = "svarer", "Byens tiltak"


@dataclass(frozen=True, slots=True)
class Question:
    """What the plans are compared by. `key` is the city strategy's number, the name of the
    innsatsområde or the id of the city's measure.
    """

    by: By
    key: str
    label: str

    @property
    def address(self) -> str:
        return f"{self.by}:{self.key}" if self.key else str(self.by)

    @property
    def belongs(self) -> Q:
        """The measures that it asks for; that a strategy is named means the city's."""
        match self.by:
            case By.STRATEGY if self.key == NO_STRATEGY:
                return Q(strategy__isnull=True)
            case By.STRATEGY:
                return Q(strategy__means__number=self.key)
            case By.TOPIC:
                return Q(topic=self.key)
            case By.CITY_MEASURE:
                answers = Measure.answers.through.objects.filter(from_measure=OuterRef("pk"))
                return Q(Exists(answers.filter(to_measure=int(self.key))))
            case By.ALL:
                return Q(pk__isnull=False)

    @property
    def is_tied(self) -> Q:
        """Where a strategy is asked for, the measures that are tied to any; the rest are «uten»."""
        match self.by:
            case By.STRATEGY if self.key != NO_STRATEGY:
                return Q(strategy__isnull=False)
            case _:
                return Q(pk__isnull=False)

    @property
    def heading(self) -> str:
        """«Strategi 2. Tidligere innsats …»."""
        match self.by:
            case By.STRATEGY if self._is_strategy:
                return f"Strategi {self.label}"
            case By.TOPIC:
                return f"Innsatsområde: {self.label}"
            case _:
                return self.label

    @property
    def title(self) -> str:
        """What stands over the page: «Tidligere innsats når rusproblemer oppstår», «Bolig»."""
        return self.label.partition(". ")[2] if self._is_strategy else self.label

    @property
    def kind(self) -> str:
        """What that is: «Strategi 2», «Innsatsområde», «Byens tiltak»; empty where it says so."""
        if self._is_strategy:
            return f"Strategi {self.key}"
        return str(self.by.label) if self.by in {By.TOPIC, By.CITY_MEASURE} else ""

    @property
    def short(self) -> str:
        """«Strategi 2», «Bolig», «Byens tiltak h (strategi 2)»: for the name of a file."""
        return self.kind if self._is_strategy else self.label.partition(":")[0]

    @property
    def _is_strategy(self) -> bool:
        return self.by == By.STRATEGY and self.key != NO_STRATEGY

    @property
    def list_filter(self) -> dict[str, str]:
        """The same question to the list of tiltak."""
        return {str(self.by): self.key} if self.key else {}


def questions(plans: Iterable[Plan]) -> dict[By, list[Question]]:
    """What these plans may be compared by, in two queries."""
    city_measures = list(
        Measure.objects.filter(plan__in=Plan.objects.adopted().framework())
        .order_by("plan", "position", "n")
        .values_list("pk", "strategy__number", "strategy__text", "topic", "code", "text")
    )
    strategies = {number: text for _pk, number, text, *_rest in city_measures if number}
    topics = (
        Measure.objects.filter(plan__in=[plan.pk for plan in plans])
        .exclude(topic="")
        .order_by()
        .values_list("topic", flat=True)
        .distinct()
    )
    return {
        By.ALL: [Question(By.ALL, "", "Alle tiltak")],
        By.STRATEGY: [
            *(
                Question(By.STRATEGY, str(number), f"{number}. {text}")
                for number, text in strategies.items()
            ),
            Question(By.STRATEGY, NO_STRATEGY, "Uten strategi"),
        ],
        By.TOPIC: [Question(By.TOPIC, topic, topic) for topic in sorted(topics)],
        By.CITY_MEASURE: [
            Question(By.CITY_MEASURE, str(pk), f"{city_words(number, topic, code)}: {text}")
            for pk, number, _strategy, topic, code, text in city_measures
        ],
    }
