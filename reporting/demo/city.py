"""`manage.py demo --city`: made-up plans for the bydeler that have no real one.

The same day gives the same city, on any database: each bydel has dice of its own, thrown in one
order. Plans and their history are written as rows, since what is done by a verb of the product is
recorded now, and three years of reports were not; what is done today (replies, what a word means,
«ingen lokalt tiltak») is done by the verbs.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from django.db import transaction

from measures.models import Measure, PartyKind, Responsible, StatusWord
from measures.models.adoption import AdoptedWording
from plans.models import Goal, Plan, Strategy
from reporting.demo.acts import do_todays_acts
from reporting.demo.bydeler import BYDELER, MadeUpBydel, Stage
from reporting.demo.days import MadeForDay
from reporting.demo.history import Written, write_history
from reporting.demo.people import make_people, without_addresses
from reporting.demo.sendings import due_day, send_in
from reporting.demo.stories import TO_COME, Story, Teller
from reporting.demo.texts import ITEMS, SECOND_SENTENCES, SLOTS, TOPICS, Topic
from reporting.models import Round
from ruspolitikk.accounts.models import Organisation, User

MADE_UP = "(oppdiktet)"


def is_made() -> bool:
    return bool(Plan.objects.filter(title__endswith=MADE_UP).exists())


@transaction.atomic
@without_addresses()
def make_city(day: date) -> None:
    """Fill a demo that has the real plans; the city is as it would be on a day, and
    nobody is mailed of it."""
    make_people()
    days = MadeForDay(day)
    for cut_off, name in days.rounds():
        if cut_off >= days.cut_offs[-1]:
            due_on = {"due_on": due_day(cut_off, days)}
            named = {"name": name, **due_on}
            Round.objects.update_or_create(due_on, named, cut_off=cut_off)
    citys = CitysPlan.read()
    for bydel in BYDELER:
        MadeUpPlan(bydel, days, citys).write()
    do_todays_acts(days)
    send_in(days)


@dataclass(frozen=True, slots=True)
class CitysPlan:
    """What the bydeler's plans answer."""

    goals: list[Goal]
    strategies: list[Strategy]
    measures: dict[int, Measure]

    @classmethod
    def read(cls) -> "CitysPlan":
        plan = Plan.objects.framework().get()
        return cls(
            list(plan.goals.order_by("number")),
            list(plan.strategies.order_by("number")),
            {measure.n: measure for measure in plan.measures.all()},
        )


class MadeUpPlan:
    """One bydel's plan: first told, then written."""

    def __init__(self, bydel: MadeUpBydel, days: MadeForDay, citys: CitysPlan) -> None:
        self.bydel, self.days, self.citys = bydel, days, citys
        self.owner = Organisation.objects.get(slug=bydel.slug)
        self.editor = User.objects.get(username=bydel.slug)
        self.dice = Random(bydel.slug)  # noqa: S311
        self.begins, self.ends = self.period()

    def period(self) -> tuple[date, date]:
        first, this_year = self.days.first_year, self.days.day.year
        if self.bydel.stage in TO_COME:
            return date(this_year + 1, 1, 1), date(this_year + 4, 12, 31)
        last = this_year - 1 if self.bydel.stage == Stage.EXPIRED else this_year + 1
        return date(first, 1, 1), date(last, 12, 31)

    def write(self) -> None:
        StatusWord.objects.bulk_create(
            StatusWord(organisation=self.owner, words=words, code=code)
            for words, code in self.bydel.own_words.items()
        )
        self.plan = self.new_plan()
        self.goals = Goal.objects.bulk_create(
            Goal(plan=self.plan, number=goal.number, text=goal.text, means=goal)
            for goal in self.citys.goals
        )
        self.strategies = Strategy.objects.bulk_create(
            Strategy(plan=self.plan, number=each.number, text=each.text, means=each)
            for each in self.citys.strategies
        )
        written = self.write_measures()
        write_history(self.plan, self.editor, written)
        if not self.plan.is_draft:
            original = [each.measure for each in written if not each.story.joined_on]
            AdoptedWording.objects.keep(original, by=None)

    def new_plan(self) -> Plan:
        years = f"{self.begins.year}–{self.ends.year}"
        title = self.bydel.title.format(bydel=self.owner.name, years=years)
        is_draft = self.bydel.stage == Stage.DRAFT
        return Plan.objects.create(  # type: ignore[no-any-return]
            organisation=self.owner,
            slug=f"{self.bydel.slug}-{self.begins.year}-oppdiktet",
            title=f"{title} {MADE_UP}",
            state=Plan.State.DRAFT if is_draft else Plan.State.ADOPTED,
            starts_on=self.begins,
            ends_on=self.ends,
            adopted_on=None if is_draft else self.adopted_on(),
            document="Oppdiktet for visning",
        )

    def adopted_on(self) -> date:
        """The autumn before it begins, and no later than yesterday's round."""
        autumn = date(self.begins.year - 1, 11, 12)
        return min(autumn, self.days.cut_offs[0])

    def write_measures(self) -> list[Written]:
        promises = [(topic, text) for topic in TOPICS for text in topic.promises]
        chosen = self.dice.sample(promises, self.bydel.size)
        chosen.sort(key=lambda each: TOPICS.index(each[0]))
        late = self.bydel.size - self.bydel.joined
        teller = Teller(self.bydel, self.days, self.dice, self.begins)
        written = [
            self.tell(n, topic, text, teller.tell(is_late=n > late))
            for n, (topic, text) in enumerate(self.reordered(chosen, late), start=1)
        ]
        for each in written:
            each.measure.derive(each.items)
        Measure.objects.bulk_create([each.measure for each in written], batch_size=500)
        self.link(written)
        return written

    def reordered(self, chosen: list[tuple[Topic, str]], late: int) -> list[tuple[Topic, str]]:
        """Topic by topic, but for the late joiners: those are of any, and come last."""
        joined = self.dice.sample(chosen, len(chosen) - late)
        return [each for each in chosen if each not in joined] + joined

    def tell(self, n: int, topic: Topic, text: str, story: Story) -> Written:
        said = text.format(**{slot: self.dice.choice(words) for slot, words in SLOTS.items()})
        second = self.dice.choice(SECOND_SENTENCES) if self.dice.random() < 0.35 else ""
        title = said if self.bydel.has_titles else ""
        parties = self.dice.sample(topic.parties, self.dice.choice((1, 1, 1, 2)))
        has_strategy = self.dice.random() > 0.08
        items = self.dice.sample(ITEMS, 4)[: self.dice.choice((0, 0, 0, 2, 3, 4))]
        answers = self.dice.random() < self.bydel.answers
        body = second if title and second else f"{said}. {second}".strip() if second else said
        if left_in := self.bydel.left_in.get(n):
            body = f"{body.removesuffix('.')}. {left_in}"
        measure = Measure(
            plan=self.plan,
            n=n,
            position=n,
            code=f"{topic.strategy}.{n}" if self.bydel.has_codes else "",
            title=title,
            text=body,
            topic=topic.name,
            responsible_text=" og ".join(parties),
            strategy=self.strategies[topic.strategy - 1] if has_strategy else None,
            joined_on=story.joined_on,
        )
        answered = self.dice.choice(topic.answers)
        return Written(
            measure,
            story,
            items=sorted(items, key=ITEMS.index),
            parties=[self.party(name) for name in parties],
            answered=self.citys.measures[answered] if answers else None,
            done=self.dice.randint(0, len(items)) if story.has_come_far else 0,
        )

    def party(self, name: str) -> Responsible:
        kind = PartyKind.UNIT if ":" in name else PartyKind.ROLE
        party: Responsible
        party, _is_new = Responsible.objects.get_or_create(
            organisation=self.owner, name=name, defaults={"kind": kind}
        )
        return party

    def link(self, written: list[Written]) -> None:
        """To goals, and to what they answer of the city's."""
        goals, answers = Measure.goals.through, Measure.answers.through
        goals.objects.bulk_create(
            goals(measure=each.measure, goal=self.goals[0 if each.strategy == 1 else 1])
            for each in written
        )
        answers.objects.bulk_create(
            answers(from_measure=each.measure, to_measure=each.answered)
            for each in written
            if each.answered
        )
