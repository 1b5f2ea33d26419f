"""People, the organisations, and what each person may act for."""

from collections.abc import Sequence
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property


class OrganisationManager(models.Manager["Organisation"]):
    def get_by_natural_key(self, slug: str) -> "Organisation":
        return self.get(slug=slug)

    def bydeler(self) -> models.QuerySet["Organisation"]:
        return self.filter(kind=Organisation.Kind.BYDEL).order_by("number")


class Organisation(models.Model):
    """The city, or one of its bydeler. Bydeler are always listed by their number."""

    class Kind(models.TextChoices):
        CITY = "city", "By"
        BYDEL = "bydel", "Bydel"

    kind = models.CharField("type", max_length=10, choices=Kind, default=Kind.BYDEL)
    number = models.PositiveSmallIntegerField("nummer", null=True, blank=True, unique=True)
    slug = models.SlugField("adresseord", unique=True)
    name = models.CharField("navn", max_length=100, unique=True)

    objects = OrganisationManager()

    class Meta:
        verbose_name = "organisasjon"
        verbose_name_plural = "organisasjoner"
        ordering = ("kind", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="organisation_bydel_has_number_city_has_none",
                condition=Q(kind="bydel", number__isnull=False)
                | Q(kind="city", number__isnull=True),
            ),
            models.UniqueConstraint(
                name="organisation_one_city", fields=["kind"], condition=Q(kind="city")
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def full_name(self) -> str:
        """«Bydel Grorud», «Oslo kommune»: the name in a sentence."""
        return f"Bydel {self.name}" if self.is_bydel else self.name

    @property
    def is_bydel(self) -> bool:
        return self.kind == self.Kind.BYDEL


class Role(models.TextChoices):
    READER = "reader", "Leser"
    RESPONSIBLE = "responsible", "Ansvarlig"
    EDITOR = "editor", "Redaktør"
    CITY_ADMIN = "city_admin", "Byadministrator"


class User(AbstractUser):
    """A person who logs in. What they may do follows from their memberships alone."""

    class Meta(AbstractUser.Meta):
        verbose_name = "bruker"
        verbose_name_plural = "brukere"

    @cached_property
    def held_roles(self) -> "list[Membership]":
        """The memberships, read once for each request (the user object lives that long).

        The backend has read them with the user already; a user met elsewhere reads them here.
        """
        if self.pk is None or not self.is_active:
            return []
        return list(ROLES.filter(user=self.pk))

    @cached_property
    def acts_for_ids(self) -> frozenset[int]:
        """Ids of the organisations whose plans and measures this person writes.

        A redaktør writes a bydel's, a byadministrator the city's; a role held at the wrong kind
        of organisation gives nothing.
        """
        return frozenset(
            m.organisation_id
            for m in self.held_roles
            if m.role == (Role.EDITOR if m.organisation.is_bydel else Role.CITY_ADMIN)
        )

    @cached_property
    def member_of_ids(self) -> frozenset[int]:
        """Ids of the organisations whose drafts this person may read."""
        return frozenset(m.organisation_id for m in self.held_roles)

    @cached_property
    def reports_for_ids(self) -> frozenset[int]:
        """Ids of the bydeler where this person is ansvarlig, and may report on what is theirs."""
        return frozenset(m.organisation_id for m in self.held_roles if m.role == Role.RESPONSIBLE)

    @property
    def acts_for(self) -> "list[Organisation]":
        """Those organisations, the city first; every one for a system owner."""
        own = Organisation.objects.order_by(models.F("number").asc(nulls_first=True))
        return list(own if self.owns_the_system else own.filter(pk__in=self.acts_for_ids))

    def may_act_for(self, organisation: Organisation) -> bool:
        return self.owns_the_system or organisation.pk in self.acts_for_ids

    @property
    def owns_the_system(self) -> bool:
        """A superuser: sees and writes everything. The product makes none."""
        return self.is_active and self.is_superuser

    @property
    def is_city_admin(self) -> bool:
        return any(
            m.role == Role.CITY_ADMIN and not m.organisation.is_bydel for m in self.held_roles
        )

    @property
    def keeps_for_the_city(self) -> bool:
        """The byadministrator keeps the rounds and the themes; everybody reads them."""
        return self.owns_the_system or self.is_city_admin

    @property
    def edits_bydeler(self) -> list[Organisation]:
        """The bydeler this person is redaktør for, in the order of their numbers."""
        own = [
            m.organisation
            for m in self.held_roles
            if m.role == Role.EDITOR and m.organisation.is_bydel
        ]
        return sorted(own, key=lambda bydel: bydel.number or 0)

    @property
    def is_responsible(self) -> bool:
        return any(m.role == Role.RESPONSIBLE for m in self.held_roles)

    @property
    def acting_as(self) -> str:
        """«Redaktør, Bydel Østensjø»: the role that matters most, for the page's head."""
        if self.is_superuser:
            return "Systemeier"
        for role in (Role.CITY_ADMIN, Role.EDITOR, Role.RESPONSIBLE, Role.READER):
            held = [m.organisation for m in self.held_roles if m.role == role]
            if held and role in {Role.CITY_ADMIN, Role.READER}:
                return str(role.label)
            if held:
                names = ", ".join(o.full_name for o in sorted(held, key=lambda o: o.number or 0))
                return f"{role.label}, {names}"
        return "Uten rolle"

    def recorded_as(self, organisation: Organisation) -> str:
        """How history names this person: a role in a bydel, kept in words since people move."""
        roles = {m.role for m in self.held_roles if m.organisation_id == organisation.pk}
        for role in (Role.CITY_ADMIN, Role.EDITOR, Role.RESPONSIBLE):
            if role in roles:
                return f"{str(role.label).lower()} for {organisation.full_name}"
        return "systemeier" if self.is_superuser else "bruker"


class Membership(models.Model):
    """One role that one person holds in one organisation."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name="bruker"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name="organisasjon"
    )
    role = models.CharField("rolle", max_length=20, choices=Role)

    class Meta:
        verbose_name = "rolle"
        verbose_name_plural = "roller"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="membership_held_once", fields=["user", "organisation", "role"]
            ),
            models.CheckConstraint(
                name="membership_role_is_known", condition=Q(role__in=[r.value for r in Role])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    def clean(self) -> None:
        super().clean()
        if self.organisation_id is None:
            return
        if self.role in {Role.EDITOR, Role.RESPONSIBLE} and not self.organisation.is_bydel:
            raise ValidationError({"organisation": "Denne rollen gis i en bydel."})
        if self.role == Role.CITY_ADMIN and self.organisation.is_bydel:
            raise ValidationError({"organisation": "Byadministrator er en rolle i kommunen."})


ROLES = Membership.objects.select_related("organisation")
"""Put together once: every request asks it of somebody."""


def with_roles(people: Sequence[User]) -> None:
    """Read the roles of several people, who are then asked one by one, in one query."""
    active = {person.pk for person in people if person.is_active}
    held: dict[int, list[Membership]] = {pk: [] for pk in active}
    for membership in ROLES.filter(user__in=active):
        held[membership.user_id].append(membership)
    for person in people:
        person.held_roles = held.get(person.pk, [])
