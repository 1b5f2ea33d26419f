"""What was changed of a measure itself: its words, who is responsible, and what it answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from measures.models.assignment import OfMeasureQuerySet
from measures.models.measure import Measure
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded, signed


class Edit(Recorded):
    """One part of a measure that somebody changed, appended and never changed.

    `before` and `after` are in words, as a person reads them; what was blank is blank.
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

    measure = models.ForeignKey(
        "measures.Measure", models.PROTECT, related_name="edits", verbose_name="tiltak"
    )
    part = models.CharField("hva", max_length=20, choices=Part)
    before = models.TextField("før", blank=True)
    after = models.TextField("etter", blank=True)

    objects = models.Manager.from_queryset(OfMeasureQuerySet["Edit"])()

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
        saved = Measure.objects.select_related("strategy").get(pk=measure.pk)
        goals = saved.goals.order_by("number", "pk").values_list("text", flat=True)
        parts: dict[str, str] = {
            Edit.Part.TITLE: saved.title,
            Edit.Part.TEXT: saved.text_beside_items(list(saved.items.all())),
            Edit.Part.GOAL_TEXT: saved.goal_text,
            Edit.Part.CODE: saved.code,
            Edit.Part.TOPIC: saved.topic,
            Edit.Part.STRATEGY: saved.strategy.text if saved.strategy else "",
            Edit.Part.GOALS: "\n".join(goals),
            Edit.Part.RESPONSIBLE: saved.responsible_text,
        }
        citys = saved.answers.select_related("plan")
        return cls(parts, {city.pk: city.name for city in citys})


def note_edit(measure: Measure, before: Words | None, *, by: User) -> None:
    """Keep what a saved measure says otherwise than before, or that it is new (None)."""
    if before is None:
        Edit.objects.bulk_create([_edit(measure, Edit.Part.MEASURE, "", "", by)])
        return
    now = Words.of(measure)
    changed = [(part, before.of_parts[part], said) for part, said in now.of_parts.items()]
    unlinked = [before.answers[pk] for pk in before.answers.keys() - now.answers.keys()]
    linked = [now.answers[pk] for pk in now.answers.keys() - before.answers.keys()]
    Edit.objects.bulk_create(
        [
            *(_edit(measure, part, was, said, by) for part, was, said in changed if was != said),
            *(_unlinked(measure, name, by) for name in sorted(unlinked)),
            *(_linked(measure, name, by) for name in sorted(linked)),
        ]
    )


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
