"""A plan as its document is laid out: strategies, their innsatsområder, their measures."""

from dataclasses import dataclass

from measures.models import Measure
from measures.vocabulary import DISPLAY_ORDER, NOT_REPORTED, UNMAPPED, label_for
from plans.models import Strategy


@dataclass(frozen=True, slots=True)
class Topic:
    """The measures of one innsatsområde, in the plan's order; `name` is empty for none."""

    name: str
    measures: list[Measure]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A strategy of the plan with its measures, or those that name none."""

    strategy: Strategy | None
    topics: list[Topic]

    @property
    def measures(self) -> list[Measure]:
        return [measure for topic in self.topics for measure in topic.measures]

    @property
    def anchor(self) -> str:
        return f"strategi-{self.strategy.number}" if self.strategy else "uten-strategi"

    @property
    def counted(self) -> str:
        """«6 under arbeid, 1 på vent»: how many there are of each status, in display order."""
        codes = [measure.status_code for measure in self.measures]
        return ", ".join(
            f"{codes.count(code)} {label_for(code).lower()}"
            for code in (*DISPLAY_ORDER, UNMAPPED, NOT_REPORTED)
            if code in codes
        )


def chapters(measures: list[Measure], strategies: list[Strategy]) -> list[Chapter]:
    """The measures under their strategies and topics, in the plan's order."""
    in_order = []
    for strategy in (*strategies, None):
        own = [m for m in measures if m.strategy_id == (strategy.pk if strategy else None)]
        if own or strategy:
            names = list(dict.fromkeys(measure.topic for measure in own))
            topics = [Topic(name, [m for m in own if m.topic == name]) for name in names]
            in_order.append(Chapter(strategy, topics))
    return in_order
