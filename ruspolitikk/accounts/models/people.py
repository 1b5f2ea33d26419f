"""People, the organisations, and what each person may act for."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.timezone import localdate, localtime


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
    """A person who logs in. What they may do follows from their memberships alone.

    `one_time_until` is the last day of a password that somebody else gave them: until they have
    chosen their own, no page is open to them (`people/middleware.py`). `invited_at` is when the
    link to choose the first was last written, and `closed_from` the day from which they are out.
    From `anonymised_at` the row says «Tidligere bruker 17», and who it was is known to nobody.
    """

    one_time_until = models.DateField("engangspassord gjelder til og med", null=True, blank=True)
    invited_at = models.DateTimeField("invitert", null=True, editable=False)
    closed_from = models.DateField("stengt fra", null=True, editable=False)
    anonymised_at = models.DateTimeField("anonymisert", null=True, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = "bruker"
        verbose_name_plural = "brukere"

    @property
    def name(self) -> str:
        """As people call them; of one whose name nobody gave, the name they log in by."""
        return self.get_full_name() or self.username

    @property
    def is_closed(self) -> bool:
        """Whether they are out now."""
        has_stopped = self.closed_from is not None and self.closed_from <= localdate()
        return has_stopped or not self.is_active

    def set_password(self, raw_password: str | None) -> None:
        """Whoever sets a password has chosen it; `give_one_time_password` says otherwise after."""
        super().set_password(raw_password)
        self.one_time_until = None

    @cached_property
    def held_roles(self) -> "list[Membership]":
        """The memberships that are valid today, read once for each request (the user object lives
        that long).

        The backend has read them with the user already; a user met elsewhere reads them here.
        """
        if self.pk is None or self.is_closed:
            return []
        return valid_among(ROLES.filter(user=self.pk))

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
        return self.is_superuser and not self.is_closed

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
        if self.is_city_admin:
            return str(Role.CITY_ADMIN.label).lower()
        return "systemeier" if self.is_superuser else "bruker"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_on(self, day: date) -> Self:
        """Those that give something on a day; beside `Membership.is_valid_on`."""
        has_begun = Q(starts_on=None) | Q(starts_on__lte=day)
        is_not_over = Q(ends_on=None) | Q(ends_on__gte=day)
        return self.filter(has_begun, is_not_over, taken_at=None)

    def valid_today(self) -> Self:
        """Who may do what is asked of today, and of no other day."""
        return self.valid_on(localdate())


class Membership(models.Model):
    """One role that one person holds in one organisation, from a day until and including another.

    One that is taken away stays, with the moment (`taken_at`) from which it gives nothing. Where no
    first day is known (`starts_on` is None), it has been held since before days were written down.
    """

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name="bruker"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name="organisasjon"
    )
    role = models.CharField("rolle", max_length=20, choices=Role)
    starts_on = models.DateField("fra og med", null=True, blank=True)
    ends_on = models.DateField("til og med", null=True, blank=True)
    taken_at = models.DateTimeField("tatt bort", null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "rolle"
        verbose_name_plural = "roller"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="membership_held_once",
                fields=["user", "organisation", "role"],
                condition=Q(taken_at=None, ends_on=None),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="membership_role_is_known", condition=Q(role__in=[r.value for r in Role])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    def is_valid_on(self, day: date) -> bool:
        """Whether it gives something on a day; beside `valid_on`."""
        has_begun = self.starts_on is None or self.starts_on <= day
        return has_begun and not self.is_over_on(day)

    def is_over_on(self, day: date) -> bool:
        """Whether it is taken away, or its last day was before."""
        return self.taken_at is not None or (self.ends_on is not None and self.ends_on < day)

    @property
    def days_in_words(self) -> str:
        """«fra 01.12.2026 til og med 31.12.2026»; empty where nothing is known of its days."""
        first = f"fra {self.starts_on:%d.%m.%Y}" if self.starts_on else ""
        last = f"til og med {self.ends_on:%d.%m.%Y}" if self.ends_on else ""
        taken = f"tatt bort {localtime(self.taken_at):%d.%m.%Y}" if self.taken_at else ""
        return " ".join(words for words in (first, taken or last) if words)

    @property
    def in_words(self) -> str:
        """«Redaktør, Bydel Grorud fra 01.12.2026»"""
        return f"{self} {self.days_in_words}".rstrip()

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


def valid_among(memberships: Iterable[Membership]) -> list[Membership]:
    """Those of today. Asked in Python of the few that one person has had, so that one query reads a
    person also where no role is valid any more."""
    today = localdate()
    return [membership for membership in memberships if membership.is_valid_on(today)]


def with_roles(people: Sequence[User]) -> None:
    """Read the roles of several people, who are then asked one by one, in one query."""
    open_to = {person.pk for person in people if not person.is_closed}
    held: dict[int, list[Membership]] = {pk: [] for pk in open_to}
    for membership in valid_among(ROLES.filter(user__in=open_to)):
        held[membership.user_id].append(membership)
    for person in people:
        person.held_roles = held.get(person.pk, [])
