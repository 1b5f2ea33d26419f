"""What was changed of a measure itself: its words, who is responsible, and what it answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Prefetch, Q

from measures.models.assignment import OfMeasureQuerySet
from measures.models.measure import Measure
from plans.models import Goal
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded, signed

AT_A_TIME = 200


class EditQuerySet(OfMeasureQuerySet["Edit"]):
    def of_words_since(self, on: date) -> Self:
        """Those that changed a measure's words after a day, whose page shows today's.

        What a measure answers is a reading of its plan, and holds for all the plan's days.
        """
        return self.filter(recorded_at__date__gt=on).exclude(part__in=Edit.NOT_OF_WORDS)


class Edit(Recorded):
    """One part of a measure that somebody changed, appended and never changed.

    `before` and `after` are in words, as a person reads them; what was blank is blank.
    `reason` is said where a rule asks for it.
    """

    class Part(models.TextChoices):
        MEASURE = "measure", "tiltaket"
        TITLE = "title", "tittelen"
        TEXT = "text", "teksten"
        GOAL_TEXT = "goal_text", "det lokale målet"
        CODE = "code", "koden"
        TOPIC = "topic", "innsatsområdet"
        STRATEGY = "strategy", "strategien"
        GOALS = "goals", "målene"
        RESPONSIBLE = "responsible", "ansvarlig"
        ANSWERS = "answers", "byens tiltak"
        JOINED_ON = "joined_on", "første dag i planen"

    NOT_OF_WORDS = (Part.MEASURE, Part.ANSWERS, Part.JOINED_ON)

    measure = models.ForeignKey(
        "measures.Measure", models.PROTECT, related_name="edits", verbose_name="tiltak"
    )
    part = models.CharField("hva", max_length=20, choices=Part)
    before = models.TextField("før", blank=True)
    after = models.TextField("etter", blank=True)
    reason = models.TextField("begrunnelse", blank=True)

    objects = models.Manager.from_queryset(EditQuerySet)()

    class Meta:
        verbose_name = "endring av tiltak"
        verbose_name_plural = "endringer av tiltak"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="edit_changes_something",
                condition=~Q(before="", after="") | Q(part="measure"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.after or '–'}"


@dataclass(frozen=True)
class Words:
    """What a measure says, part by part, and the city's measures that it answers (id → name)."""

    of_parts: Mapping[str, str]
    answers: Mapping[int, str]

    @classmethod
    def of(cls, measure: Measure) -> Self:
        """As it stands in the database, whatever the measure in memory holds.

        Its items are told of by themselves (`ItemChange`).
        """
        return cls.of_many([measure.pk])[measure.pk]

    @classmethod
    def of_many(cls, keys: Collection[int]) -> "dict[int, Self]":
        """The same of many, by their ids, in as many queries as of one."""
        citys = Prefetch("answers", Measure.objects.select_related("plan"))
        goals = Prefetch("goals", Goal.objects.order_by("number", "pk"))
        rows = Measure.objects.filter(pk__in=keys).select_related("strategy")
        saved = rows.prefetch_related(goals, "items", citys)
        return {measure.pk: cls._of_saved(measure) for measure in saved}

    @classmethod
    def _of_saved(cls, saved: Measure) -> Self:
        parts: dict[str, str] = {
            Edit.Part.TITLE: saved.title,
            Edit.Part.TEXT: saved.text_beside_items(list(saved.items.all())),
            Edit.Part.GOAL_TEXT: saved.goal_text,
            Edit.Part.CODE: saved.code,
            Edit.Part.TOPIC: saved.topic,
            Edit.Part.STRATEGY: saved.strategy.text if saved.strategy else "",
            Edit.Part.GOALS: "\n".join(goal.text for goal in saved.goals.all()),
            Edit.Part.RESPONSIBLE: saved.responsible_text,
        }
        return cls(parts, {city.pk: city.name for city in saved.answers.all()})


def note_edit(measure: Measure, before: Words | None, *, by: User) -> None:
    """Keep what a saved measure says otherwise than before, or that it is new (None)."""
    if before is None:
        Edit.objects.bulk_create([_edit(measure, Edit.Part.MEASURE, "", "", by)])
        return
    note_edits([measure], {measure.pk: before}, by=by)


def note_edits(measures: Sequence[Measure], before: Mapping[int, Words], *, by: User) -> None:
    """The same of many, by what each said before."""
    now = Words.of_many([measure.pk for measure in measures])
    Edit.objects.bulk_create(
        [
            edit
            for measure in measures
            for edit in _edits(measure, before[measure.pk], now[measure.pk], by)
        ],
        batch_size=AT_A_TIME,
    )


def _edits(measure: Measure, before: Words, now: Words, by: User) -> "list[Edit]":
    changed = [(part, before.of_parts[part], said) for part, said in now.of_parts.items()]
    unlinked = [before.answers[pk] for pk in before.answers.keys() - now.answers.keys()]
    linked = [now.answers[pk] for pk in now.answers.keys() - before.answers.keys()]
    return [
        *(_edit(measure, part, was, said, by) for part, was, said in changed if was != said),
        *(_unlinked(measure, name, by) for name in sorted(unlinked)),
        *(_linked(measure, name, by) for name in sorted(linked)),
    ]


def note_links(
    city_measure: Measure,
    *,
    added: Iterable[Measure],
    removed: Iterable[Measure],
    by: User,
) -> None:
    """Keep that some measures answer one of the city's since, and others no more."""
    name = city_measure.name
    Edit.objects.bulk_create(
        [
            *(_unlinked(measure, name, by) for measure in removed),
            *(_linked(measure, name, by) for measure in added),
        ]
    )


def _linked(measure: Measure, city_measure: str, by: User) -> Edit:
    return _edit(measure, Edit.Part.ANSWERS, "", city_measure, by)


def _unlinked(measure: Measure, city_measure: str, by: User) -> Edit:
    return _edit(measure, Edit.Part.ANSWERS, city_measure, "", by)


def _edit(measure: Measure, part: str, before: str, after: str, by: User) -> Edit:
    return Edit(
        measure=measure,
        part=part,
        before=before,
        after=after,
        **signed(by, measure.plan.organisation),
    )
