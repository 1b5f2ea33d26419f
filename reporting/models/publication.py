"""What the city shows without log-in of a closed round: its address, its acts and its files.

And what a person found of each thing that was pointed at before.
"""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from reporting.models.round import Round
from reporting.models.stored_bytes import StoredBytes
from reporting.models.submission import Submission
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import Recorded


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """Its address stays; what is done with it are acts."""
        return self.none()


class Publication(models.Model):
    """A round's address in public. It is given at the first publishing, and is kept for ever,
    whatever the round is called later, and also when it is taken back."""

    round = models.OneToOneField(
        Round, models.PROTECT, related_name="publication", verbose_name="runde"
    )
    slug = models.SlugField("adresse", max_length=100, unique=True)

    objects = models.Manager.from_queryset(PublicationQuerySet)()

    if TYPE_CHECKING:
        round_id: int

    class Meta:
        verbose_name = "publisering"
        verbose_name_plural = "publiseringer"
        ordering = ("-round__cut_off",)

    def __str__(self) -> str:
        return f"/publisert/{self.slug}/"

    def is_editable_by(self, user: User) -> bool:
        return False


class PublicationActQuerySet(models.QuerySet["PublicationAct"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()

    def of(self, one: Round) -> Self:
        """What was done with a round's page, the newest first."""
        return self.filter(publication__round=one).select_related("publication").order_by("-pk")

    def last_of(self, one: Round) -> "PublicationAct | None":
        """What was done last; None where it was never published."""
        return self.of(one).first()

    def last_at(self, slug: str) -> "PublicationAct | None":
        """The same of the page at an address."""
        acts = self.filter(publication__slug=slug).select_related("publication")
        return acts.order_by("-pk").first()


class PublicationAct(Recorded):
    """That a round was published, or taken back with a reason: appended, never changed. What was
    published are the act's files; published again is a new act with files of its own."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", "Publisert"
        TAKEN_BACK = "taken_back", "Trukket tilbake"

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="acts", verbose_name="publisering"
    )
    kind = models.CharField("hva", max_length=10, choices=Kind)
    reason = models.TextField("grunn", blank=True)

    objects = models.Manager.from_queryset(PublicationActQuerySet)()

    if TYPE_CHECKING:
        publication_id: int

    class Meta:
        verbose_name = "publisering eller tilbaketrekking"
        verbose_name_plural = "publiseringer og tilbaketrekkinger"
        ordering = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="publication_is_taken_back_with_a_reason",
                condition=Q(kind="published") | (Q(kind="taken_back") & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication}: {self.get_kind_display()}"

    @property
    def is_public(self) -> bool:
        return self.kind == self.Kind.PUBLISHED

    def is_editable_by(self, user: User) -> bool:
        return False


class PublishedFileQuerySet(models.QuerySet["PublishedFile"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """Nobody edits what was published."""
        return self.none()


class PublishedFile(StoredBytes):
    """One file of what was published, made once with its own SHA-256. The pages are drawn from the
    JSON file, and from nothing else."""

    class Kind(models.TextChoices):
        JSON = "json", "Tiltakene som JSON"
        CSV = "csv", "Tiltakene som CSV"

    act = models.ForeignKey(
        PublicationAct, models.PROTECT, related_name="files", verbose_name="publisering"
    )
    kind = models.CharField("type", max_length=10, choices=Kind)

    objects = models.Manager.from_queryset(PublishedFileQuerySet)()

    class Meta:
        verbose_name = "publisert fil"
        verbose_name_plural = "publiserte filer"
        ordering = ("act", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="published_file_one_of_each_kind", fields=["act", "kind"]),
        ]


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def visible_to(self, user: User) -> Self:
        """Those who judge."""
        return self if user.keeps_for_the_city else self.none()

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()


class Judgement(Recorded):
    """What a person found of words that were pointed at in a sent report: appended, the newest
    counts. It is of these words in this field alone: `text` is the whole field as it was sent,
    `marks` are the words that were marked in it. Of the group REMARK it says whether a remark is
    let through, which needs no reason."""

    class Group(models.TextChoices):
        NAME = "name", "Navn på personer"
        CONTACT = "contact", "E-post, telefon og fødselsnummer"
        ADDRESS = "address", "Interne adresser"
        QUESTION = "question", "Spørsmål fra redigeringen"
        FEW = "few", "Tall om få personer"
        REMARK = "remark", "Merknader"

    class Answer(models.TextChoices):
        OMIT = "omit", "Utelat feltet"
        KEEP = "keep", "La stå"

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="judgements", verbose_name="innsending"
    )
    field = models.CharField("felt", max_length=20)
    group = models.CharField("funn", max_length=10, choices=Group)
    text = models.TextField("tekst")
    marks = models.TextField("merkede ord", blank=True)
    answer = models.CharField("svar", max_length=5, choices=Answer)
    reason = models.TextField("grunn", blank=True)

    objects = models.Manager.from_queryset(JudgementQuerySet)()

    if TYPE_CHECKING:
        submission_id: int

    class Meta:
        verbose_name = "vurdering før publisering"
        verbose_name_plural = "vurderinger før publisering"
        ordering = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="judgement_that_lets_stand_says_why",
                condition=Q(answer="omit")
                | Q(answer="keep", group="remark")
                | (Q(answer="keep") & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}, {self.field}: {self.get_answer_display()}"

    def is_editable_by(self, user: User) -> bool:
        return False
