"""How far a measure has come, in the bydel's own words, and what those words mean."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from measures.models.entry import IS_CORRECTION, NEWEST_OF_EACH, Entry
from measures.stems import search_line
from measures.vocabulary import StatusCode, label_for, shown_code
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.wording import fold


class RemarkWords(models.TextField):  # type: ignore[type-arg]
    """The words of a report's remark, as they are searched for; written whenever a report is."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        model_instance.remark_words = search_line("", model_instance.remark)
        return str(model_instance.remark_words)


class Status(Entry):
    """A report: the words, the city's code for them, and a remark.

    `code` is empty while nobody has said what the words mean; it is never guessed.
    """

    measure = models.ForeignKey(
        "measures.Measure", models.PROTECT, related_name="statuses", verbose_name="tiltak"
    )
    applies_on = models.DateField("status per")
    code = models.CharField("kode", max_length=20, choices=StatusCode, null=True, blank=True)
    remark = models.TextField("merknad", blank=True)
    remark_words = RemarkWords(editable=False, default="")
    mapping = models.ForeignKey(
        "measures.WordMapping",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="entries",
        verbose_name="avklaring",
        help_text="Den som ga ordene kode, der de ikke var kjent da rapporten kom.",
    )

    class Meta(Entry.Meta):
        verbose_name = "status"
        verbose_name_plural = "statuser"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="status_code_is_known",
                condition=Q(code__isnull=True) | Q(code__in=StatusCode.values),
            ),
            models.CheckConstraint(name="status_has_words", condition=~Q(words="")),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(name="status_newest", fields=[*NEWEST_OF_EACH, "code"]),
            models.Index(name="status_by_day", fields=["applies_on"]),
            models.Index(name="status_correction", fields=["corrects"], condition=IS_CORRECTION),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def shown_code(self) -> str:
        """The code, or `unmapped`: what a status tag is drawn from."""
        return shown_code(self.code)

    @property
    def label(self) -> str:
        return label_for(self.shown_code)

    @property
    def says_more_than_its_label(self) -> bool:
        """Whether the words differ from the city's label for them («Påbegynt»: Under arbeid)."""
        return fold(self.words) != fold(self.label)


class StatusWordQuerySet(models.QuerySet["StatusWord"]):
    def visible_to(self, user: User) -> Self:
        """What words mean may be read by everyone; but another bydel's words that were explained
        for reports in its drafts alone are not told."""
        if user.owns_the_system:
            return self
        explained = Status.objects.filter(
            mapping__organisation=OuterRef("organisation"), mapping__words=OuterRef("words")
        )
        return self.filter(
            Q(organisation__kind=Organisation.Kind.CITY)
            | Q(organisation_id__in=user.member_of_ids)
            | ~Exists(explained)
            | Exists(explained.visible_to(user))
        )

    def editable_by(self, user: User) -> Self:
        """The byadministrator keeps the city's default, a redaktør the bydel's own words."""
        if user.owns_the_system:
            return self
        return self.filter(organisation_id__in=user.acts_for_ids)

    def vocabulary_of(self, organisation: Organisation) -> dict[str, StatusCode]:
        """Folded words → code: the city's default, overridden by the organisation's own."""
        rows = self.filter(
            Q(organisation__kind=Organisation.Kind.CITY) | Q(organisation=organisation)
        ).values_list("organisation_id", "words", "code")
        city_first = sorted(rows, key=lambda row: row[0] == organisation.pk)
        return {fold(words): StatusCode(code) for _owner, words, code in city_first}


class StatusWordManager(models.Manager.from_queryset(StatusWordQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, organisation_slug: str, words: str) -> "StatusWord":
        word: StatusWord = self.get(organisation__slug=organisation_slug, words=words)
        return word


class StatusWord(models.Model):
    """What one wording means: the city's default vocabulary, or a bydel's own."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="status_words", verbose_name="gjelder for"
    )
    words = models.CharField("ordene", max_length=200)
    code = models.CharField("betyr", max_length=20, choices=StatusCode)

    objects = StatusWordManager()

    if TYPE_CHECKING:
        organisation_id: int

    class Meta:
        verbose_name = "statusord"
        verbose_name_plural = "statusord"
        ordering = ("organisation", "code", "words")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="status_word_means_one_thing", fields=["organisation", "words"]
            ),
            models.CheckConstraint(
                name="status_word_code_is_known", condition=Q(code__in=StatusCode.values)
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def natural_key(self) -> tuple[str, str]:
        return (self.organisation.slug, self.words)

    natural_key.dependencies = ("accounts.organisation",)  # type: ignore[attr-defined]

    def is_editable_by(self, user: User) -> bool:
        return user.may_act_for(self.organisation)
