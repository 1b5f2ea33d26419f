"""Who a plan says shall do it: a role, a unit, several, everyone, or an outside body."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measures.ordering import norwegian_key
from ruspolitikk.accounts.models import Organisation, User


class ResponsibleQuerySet(models.QuerySet["Responsible"]):
    def visible_to(self, user: User) -> Self:
        """Every bydel's register may be read by everyone who is logged in."""
        return self

    def editable_by(self, user: User) -> Self:
        if user.owns_the_system:
            return self
        return self.filter(organisation_id__in=user.acts_for_ids)


class ResponsibleManager(models.Manager.from_queryset(ResponsibleQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, organisation_slug: str, name: str) -> "Responsible":
        party: Responsible = self.get(organisation__slug=organisation_slug, name=name)
        return party


class Responsible(models.Model):
    """A responsible party in one bydel's register: a role title or a unit path, not a person."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="responsibles", verbose_name=_("bydel")
    )
    name = models.CharField(_("navn"), max_length=300)
    name_key = models.CharField(max_length=300, editable=False, default="")
    users = models.ManyToManyField(
        User,
        blank=True,
        related_name="responsible_for",
        verbose_name=_("brukere"),
        help_text=_("De som kan rapportere på denne partens tiltak."),
    )

    objects = ResponsibleManager()

    if TYPE_CHECKING:
        organisation_id: int

    class Meta:
        verbose_name = _("ansvarlig")
        verbose_name_plural = _("ansvarlige")
        ordering = ("organisation__number", "name_key")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="responsible_name_is_unique", fields=["organisation", "name"]
            ),
            models.CheckConstraint(name="responsible_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = norwegian_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def natural_key(self) -> tuple[str, str]:
        return (self.organisation.slug, self.name)

    natural_key.dependencies = ("accounts.organisation",)  # type: ignore[attr-defined]

    def is_editable_by(self, user: User) -> bool:
        return user.may_act_for(self.organisation)
