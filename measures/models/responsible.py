"""Who a plan says shall do it: a role, a unit, several, everyone, or an outside body."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import StrIndex

from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import Recorded, signed
from ruspolitikk.wording import fold, norwegian_key

_HYPHENS_AND_SPACES = re.compile(r"[\s\-‐‑‒–—]+")


WAYS_UP = ("pk", "part_of", "part_of__part_of", "part_of__part_of__part_of")
"""From a party that a plan names: to itself, and to the units that it is a part of."""


class PartyKind(models.TextChoices):
    ROLE = "role", "Rolle"
    UNIT = "unit", "Enhet"
    EXTERNAL = "external", "Utenfor bydelen"
    EVERYONE = "everyone", "Alle"


class ResponsibleQuerySet(models.QuerySet["Responsible"]):
    def visible_to(self, user: User) -> Self:
        """Every bydel's register may be read by everyone, but for what only its drafts know.

        One's own bydel's parties are seen always. Another's are seen where a plan that one may
        see names the party itself or a part of it; a spelling that is merged into another, where
        such a plan has it in print. A party that no plan names any more, or that was put into the
        register by hand, is its own bydel's alone until a plan names it: others have no measure
        to find by it, and a party that was typed in a draft and taken out again looks the same.
        """
        if user.owns_the_system:
            return self
        plans = Plan.objects.visible_to(user)
        named = Responsible.objects.filter(assignments__measure__plan__in=plans)
        seen = Q(organisation_id__in=user.member_of_ids)
        for way_up in WAYS_UP:
            seen |= Q(pk__in=named.values(way_up))
        own_plans = plans.filter(organisation=OuterRef("organisation"))
        place_in_print = StrIndex("measures__responsible_text", OuterRef("name"))
        printed = own_plans.annotate(place_in_print=place_in_print).filter(place_in_print__gt=0)
        return self.filter(seen | Q(Exists(printed), merged_into__isnull=False))

    def editable_by(self, user: User) -> Self:
        if user.owns_the_system:
            return self
        return self.filter(organisation_id__in=user.acts_for_ids)

    def unmerged(self) -> Self:
        """Each party once, without the other spellings of it."""
        return self.filter(merged_into__isnull=True)

    def open_on(self, on: date) -> Self:
        """Those that a new measure may be given to on a day."""
        return self.unmerged().filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))


class ResponsibleManager(models.Manager.from_queryset(ResponsibleQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, organisation_slug: str, name: str) -> "Responsible":
        party: Responsible = self.get(organisation__slug=organisation_slug, name=name)
        return party

    def named(self, organisation: Organisation, name: str) -> "Responsible":
        """The party that a bydel means by a name: also by a merged spelling or a former name.

        Where nobody has been called that, a new party is put into the register.
        """
        own = self.select_related("merged_into")
        found = own.filter(organisation=organisation, name=name).first()
        if found is None:
            renamed = PartyChange.objects.filter(
                act=PartyChange.Act.RENAMED, party__organisation=organisation, old_name=name
            )
            found = own.filter(changes__in=renamed).order_by("-changes__recorded_at").first()
        if found is None:
            found = self.get_or_create(organisation=organisation, name=name)[0]
        standing: Responsible = found.merged_into or found
        return standing

    def all_named(
        self, organisation: Organisation, names: Iterable[str]
    ) -> "dict[str, Responsible]":
        """`named` of many names, by the name, in four queries; a test makes the two agree."""
        wanted = dict.fromkeys(names)
        own = self.filter(organisation=organisation).select_related("merged_into")
        renamed = (
            PartyChange.objects.filter(
                act=PartyChange.Act.RENAMED,
                party__organisation=organisation,
                old_name__in=list(wanted),
            )
            .select_related("party__merged_into")
            .order_by("recorded_at")
        )
        found = {change.old_name: change.party for change in renamed}
        found |= {party.name: party for party in own.filter(name__in=list(wanted))}
        new = [name for name in wanted if name not in found]
        self.bulk_create(
            [
                Responsible(organisation=organisation, name=name, name_key=norwegian_key(name))
                for name in new
            ],
            ignore_conflicts=True,  # somebody else may have put it into the register just now
        )
        found |= {party.name: party for party in own.filter(name__in=new)}
        return {name: found[name].merged_into or found[name] for name in wanted}


class Responsible(models.Model):
    """A responsible party in one bydel's register: a role title or a unit path, not a person.

    A spelling that is merged into another stays as a row, so that links to it keep their meaning;
    `merged_into` always names the party that stands, never another merged one. Printed words are
    kept on the measure and follow no change here.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="responsibles", verbose_name="bydel"
    )
    name = models.CharField("navn", max_length=300)
    name_key = models.CharField(max_length=300, editable=False, default="")
    kind = models.CharField("type", max_length=10, choices=PartyKind, default=PartyKind.ROLE)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="hører til",
        help_text="Enheten i bydelen som den ansvarlige er en del av.",
    )
    email = models.EmailField("e-post", blank=True, help_text="Vises bare for bydelens redaktører.")
    closed_on = models.DateField(
        "nedlagt fra",
        null=True,
        blank=True,
        help_text="Kan ikke velges for nye tiltak fra denne dagen.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="spellings",
        verbose_name="slått sammen med",
    )
    users = models.ManyToManyField(
        User,
        blank=True,
        related_name="responsible_for",
        verbose_name="brukere",
        help_text="De som kan rapportere på tiltakene til den ansvarlige.",
    )

    objects = ResponsibleManager()

    if TYPE_CHECKING:
        organisation_id: int
        part_of_id: int | None
        merged_into_id: int | None

    # Set by the register's page: measures in the plans that count, and whether it is closed.
    in_plans: int
    closed: bool

    class Meta:
        verbose_name = "ansvarlig"
        verbose_name_plural = "ansvarlige"
        ordering = ("organisation__number", "name_key")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="responsible_name_is_unique", fields=["organisation", "name"]
            ),
            models.CheckConstraint(name="responsible_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="responsible_kind_is_known", condition=Q(kind__in=PartyKind.values)
            ),
            models.CheckConstraint(
                name="responsible_is_not_part_of_itself",
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("pk")),
            ),
            models.CheckConstraint(
                name="responsible_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = norwegian_key(self.name)
        if "name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "name_key"}
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str, str]:
        return (self.organisation.slug, self.name)

    natural_key.dependencies = ("accounts.organisation",)  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        unit = self.part_of
        if unit is None:
            return
        if unit.organisation_id != self.organisation_id:
            raise ValidationError({"part_of": "Velg en enhet i samme bydel."})
        if self.pk in (unit.pk, *unit.above_ids()):
            raise ValidationError({"part_of": "En enhet kan ikke høre til seg selv."})

    def is_editable_by(self, user: User) -> bool:
        return user.may_act_for(self.organisation)

    def is_closed(self, on: date) -> bool:
        return self.closed_on is not None and self.closed_on <= on

    def above_ids(self) -> list[int]:
        """The units that this one is a part of, the nearest first."""
        part_of = dict(
            Responsible.objects.filter(organisation=self.organisation_id).values_list(
                "pk", "part_of_id"
            )
        )
        above: list[int] = []
        unit = part_of.get(self.pk)
        while unit is not None and unit not in above:
            above.append(unit)
            unit = part_of.get(unit)
        return above

    @transaction.atomic
    def rename(self, name: str, *, by: User) -> None:
        """Give the party another name; the former is kept, with the day until which it held."""
        if name == self.name:
            return
        PartyChange.objects.create(
            party=self,
            act=PartyChange.Act.RENAMED,
            old_name=self.name,
            new_name=name,
            **signed(by, self.organisation),
        )
        self.name = name
        self.save(update_fields={"name"})


class PartyChangeQuerySet(models.QuerySet["PartyChange"]):
    def visible_to(self, user: User) -> Self:
        """What was done to a party is seen with it."""
        return self.filter(party__in=Responsible.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()


class PartyChange(Recorded):
    """That a party was renamed, merged into another, or that a merge was taken back: appended,
    never changed.

    `kept` is what a merge moved (`merging.Moved`), None of one made before that was kept; `undoes`
    is the merge that was taken back, with the reason.
    """

    class Act(models.TextChoices):
        RENAMED = "renamed", "Fikk nytt navn"
        MERGED = "merged", "Slått sammen"
        PARTED = "parted", "Sammenslåingen angret"

    party = models.ForeignKey(
        Responsible, models.PROTECT, related_name="changes", verbose_name="ansvarlig"
    )
    act = models.CharField("hva", max_length=10, choices=Act)
    old_name = models.CharField("het", max_length=300)
    new_name = models.CharField("heter", max_length=300)
    kept = models.JSONField(null=True, editable=False)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="undone_by"
    )
    reason = models.TextField("begrunnelse", blank=True)

    objects = models.Manager.from_queryset(PartyChangeQuerySet)()

    class Meta:
        verbose_name = "endring i registeret"
        verbose_name_plural = "endringer i registeret"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="party_change_act_is_known",
                condition=Q(act__in=["renamed", "merged", "parted"]),
            ),
            models.CheckConstraint(
                name="merge_is_taken_back_for_a_reason",
                condition=~Q(act="parted") | (Q(undoes__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"«{self.old_name}» → «{self.new_name}»"


def likely_twins(parties: Iterable[Responsible]) -> list[tuple[Responsible, Responsible]]:
    """Pairs whose names differ in case, hyphens and spaces alone; the first is met first."""
    alike: defaultdict[str, list[Responsible]] = defaultdict(list)
    for party in parties:
        alike[_HYPHENS_AND_SPACES.sub("", fold(party.name))].append(party)
    return [(first, other) for first, *others in alike.values() for other in others]
