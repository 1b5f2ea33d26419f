"""The link that opens one responsible party's measures in one plan for answers."""

import secrets
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from measures.models.measure import Measure
from measures.models.responsible import Responsible
from plans.models import OfPlanQuerySet, Plan
from ruspolitikk.accounts.models import User

USUAL_TIME = timedelta(days=14)
LONGEST_TIME = timedelta(days=90)


def _signer() -> Signer:
    """Made when it is used: the demo sets its key after this file is read."""
    return Signer(salt="measures.answer-link", sep=".")


class LinkClosedError(Exception):
    """The link was withdrawn while the form was being filled in; nothing was written."""


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


class ReplyLinkManager(models.Manager.from_queryset(OfPlanQuerySet["ReplyLink"])):  # type: ignore[misc]
    def by_token(self, token: str) -> "ReplyLink | None":
        """The link that a token was signed for; None for anything else, open or not."""
        try:
            pk, nonce = _signer().unsign_object(token)
        except (BadSignature, ValueError, TypeError):
            return None
        links = self.select_related(*ReplyLink.TO_OPEN)
        link: ReplyLink | None = links.filter(pk=pk).first()
        return link if link and constant_time_compare(link.nonce, nonce) else None


class ReplyLink(models.Model):
    """Opens one party's measures in one plan for answers, until and including a day.

    `asked_at` is when its party was last asked by a mail from here; None where nobody was.

    The address holds the link's id and its nonce, signed: a copy of the database is worth nothing
    without the key, and a guessed id nothing without the nonce. But for the mails that hold an
    address and are not sent yet: sent, they are emptied (`accounts/outbox.py`).
    """

    responsible = models.ForeignKey(
        Responsible, models.PROTECT, related_name="reply_links", verbose_name="ansvarlig"
    )
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reply_links", verbose_name="plan")
    nonce = models.CharField(max_length=43, default=new_nonce, editable=False)
    expires_on = models.DateField("gjelder til og med")
    created_at = models.DateTimeField("laget", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, editable=False, related_name="+", verbose_name="laget av"
    )
    created_as = models.CharField("laget som", max_length=200, editable=False)
    asked_at = models.DateTimeField("spurt", null=True, editable=False)
    revoked_at = models.DateTimeField("trukket tilbake", null=True, editable=False)
    revoked_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="trukket tilbake av",
    )

    narrowed_to = models.JSONField(
        null=True,
        editable=False,
        help_text="Tiltakene den gjaldt da den ansvarlige ble slått sammen med en annen.",
    )

    objects = ReplyLinkManager()

    TO_OPEN = ("responsible", "plan__organisation", "created_by")
    """What is read with a link that is asked whether it is open."""

    if TYPE_CHECKING:
        # Set by the page that lists a plan's links.
        opens: bool
        expired: bool

    class Meta:
        verbose_name = "svarlenke"
        verbose_name_plural = "svarlenker"
        ordering = ("-created_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="answer_link_is_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.responsible}, {self.plan}"

    def is_editable_by(self, user: User) -> bool:
        return self.plan.is_editable_by(user)

    @property
    def path(self) -> str:
        """The address to answer at, without the site's own name."""
        return reverse(
            "measures:reply-by-link", args=[_signer().sign_object([self.pk, self.nonce])]
        )

    def has_expired(self, on: date) -> bool:
        return self.expires_on < on

    def is_open(self, on: date) -> bool:
        return self.is_honoured and self.has_its_maker and not self.has_expired(on)

    @property
    def is_honoured(self) -> bool:
        """Not withdrawn, and for an adopted plan that is not misfiled."""
        return (
            self.revoked_at is None
            and self.plan.state == Plan.State.ADOPTED
            and not self.plan.is_misfiled
        )

    @property
    def has_its_maker(self) -> bool:
        """Whether whoever made it may still ask for the bydel; a link outlives no role."""
        return self.created_by.may_act_for(self.plan.organisation)

    @property
    def measures(self) -> Any:
        """The party's measures in the plan, as they stand when this is asked; after a merge, no
        others than it opened before, since it was sent to one who was to see these."""
        own = Measure.objects.filter(plan=self.plan, responsibles=self.responsible)
        return own if self.narrowed_to is None else own.filter(pk__in=self.narrowed_to)

    def narrow(self) -> None:
        """Let it open what it opens now, whatever its party comes to have."""
        self.narrowed_to = sorted(self.measures.values_list("pk", flat=True))
        self.save(update_fields={"narrowed_to"})

    def revoke(self, by: User) -> None:
        ReplyLink.objects.filter(pk=self.pk, revoked_at__isnull=True).update(
            revoked_at=timezone.now(), revoked_by=by
        )
