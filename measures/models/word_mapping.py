"""What a wording means is said once, by a person, and fills the entries that waited for it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q

from measures.models.act import Act
from measures.models.entry import EntryQuerySet
from measures.models.measure import Measure
from measures.models.status import Status, StatusWord
from measures.models.waiting_words import scope_of, waiting_entries
from measures.vocabulary import StatusCode, label_for, leading_phrase, read_status
from plans.models import locked_by_id
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import Recorded, signed
from ruspolitikk.wording import fold


class WordMappingQuerySet(models.QuerySet["WordMapping"]):
    def visible_to(self, user: User) -> Self:
        """What words mean may be read by everyone, but what explained another bydel's drafts alone
        is told of with them."""
        if user.owns_the_system:
            return self
        explained = Status.objects.filter(mapping=OuterRef("pk"))
        return self.filter(
            Q(organisation_id__in=user.member_of_ids)
            | ~Exists(explained)
            | Exists(explained.visible_to(user))
        )

    def editable_by(self, user: User) -> Self:
        """Nobody edits history; a word that means something else is mapped anew."""
        return self.none()


class WordMapping(Recorded):
    """The act: who said what a wording means, and how many entries it gave a code.

    domain.md, «Status words»: it fills empty codes alone. A wording that is mapped again changes
    what later entries are read as, and nothing that was read before.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="word_mappings", verbose_name="gjelder for"
    )
    words = models.CharField("ordene", max_length=200)
    code = models.CharField("betyr", max_length=20, choices=StatusCode)
    code_before = models.CharField(
        "betydde før", max_length=20, choices=StatusCode, null=True, editable=False
    )
    filled = models.PositiveIntegerField("rapporter som fikk kode", default=0)
    act = models.ForeignKey(
        Act,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="word_mappings",
        verbose_name="handling",
        help_text="Dokumentet som ordet ble avklart for, der det er et.",
    )

    objects = models.Manager.from_queryset(WordMappingQuerySet)()

    if TYPE_CHECKING:
        organisation_id: int

    class Meta:
        verbose_name = "avklaring av ord"
        verbose_name_plural = "avklaringer av ord"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="word_mapping_code_is_known", condition=Q(code__in=StatusCode.values)
            ),
            models.CheckConstraint(name="word_mapping_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"«{self.words}»: {self.label}"

    @property
    def label(self) -> str:
        return label_for(self.code)

    def is_editable_by(self, user: User) -> bool:
        return False

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")

    def may_be_undone_by(self, user: User, now: datetime) -> bool:
        """Whether this person may take it back at once, without a typed reason: «Angre»."""
        return self.was_just_done_by(user, now)

    def entries_read_by_it(self) -> EntryQuerySet:
        """Those that it gave a code, then or as they were reported since."""
        later = (
            Status.objects.filter(
                measure__plan__organisation__in=scope_of(self.organisation),
                code=self.code,
                mapping=None,
                recorded_at__gte=self.recorded_at,
            )
            .select_related("measure__plan__organisation")
            .order_by()
        )
        # A query of 0.6 ms for each bydel, and not for each entry.
        vocabulary_of = cache(StatusWord.objects.vocabulary_of)
        read = []
        for entry in later:
            found = leading_phrase(entry.words, vocabulary_of(entry.measure.plan.organisation))
            if found and found[0] == fold(self.words):
                read.append(entry.pk)
        own: EntryQuerySet = Status.objects.filter(Q(mapping=self) | Q(pk__in=read))
        return own

    @transaction.atomic
    def withdraw(self, reason: str, *, by: User) -> int:
        """Take the meaning back: what it gave a code waits again, on past days too. How many.

        Raises MappingIsWithdrawnError, with nothing written, where somebody was first, or where
        the words have been given another meaning since.
        """
        own = WordMapping.objects.filter(organisation=self.organisation, withdrawal=None)
        in_order = sorted(locked_by_id(own), key=lambda one: (one.recorded_at, one.pk))
        same = [one for one in in_order if fold(one.words) == fold(self.words)]
        if not same or same[-1] != self:
            raise MappingIsWithdrawnError
        MappingWithdrawal.objects.create(
            mapping=self, reason=reason, **signed(by, self.organisation)
        )
        entries = list(self.entries_read_by_it().values_list("pk", "measure"))
        ids = [pk for pk, _measure in entries]
        locked_by_id(Measure.ever.filter(pk__in=[measure for _pk, measure in entries]).only("pk"))
        Status.objects.filter(pk__in=ids).update(code=None, mapping=self)
        _follow({measure for _pk, measure in entries})
        known = StatusWord.objects.filter(organisation=self.organisation)
        word = known.filter(pk__in=[one.pk for one in known if fold(one.words) == fold(self.words)])
        if self.code_before:
            word.update(code=self.code_before)
        else:
            word.delete()
        return len(ids)


class MappingIsWithdrawnError(Exception):
    """The meaning was taken back, or replaced, by somebody else; nothing was written."""


class MappingWithdrawalQuerySet(models.QuerySet["MappingWithdrawal"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(mapping__in=WordMapping.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        """Nobody edits history."""
        return self.none()


class MappingWithdrawal(Recorded):
    """That a mapping is taken back: who, when and why; never changed."""

    mapping = models.OneToOneField(
        WordMapping, models.PROTECT, related_name="withdrawal", verbose_name="avklaring"
    )
    reason = models.TextField("begrunnelse")

    objects = models.Manager.from_queryset(MappingWithdrawalQuerySet)()

    class Meta:
        verbose_name = "tilbaketrekking av ord"
        verbose_name_plural = "tilbaketrekkinger av ord"
        ordering = ("-recorded_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="mapping_is_withdrawn_for_a_reason", condition=~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.reason


def newest_mappings_by_owner(user: User) -> dict[tuple[int, str], WordMapping]:
    """The last mapping of each wording that is not withdrawn, by whose it is and the folded words,
    of those that a person may see."""
    standing = WordMapping.objects.visible_to(user).filter(withdrawal=None)
    return {
        (one.organisation_id, fold(one.words)): one
        for one in standing.order_by("recorded_at", "pk")
    }


def _follow(measures: Collection[int]) -> None:
    """Open forms are told, and the measures point at what stands."""
    changed = Measure.objects.filter(pk__in=measures)
    changed.update(report_version=F("report_version") + 1)
    changed.point_at_newest(Status)


@transaction.atomic
def map_words(
    organisation: Organisation,
    words: str,
    code: StatusCode,
    *,
    by: User,
    act: Act | None = None,
) -> WordMapping:
    """Say what a wording means in a bydel, or in all of them (the city's), and fill what waited.

    Only entries that the wording now gives this code are filled: a bydel's own words go before
    the city's, and a longer known phrase before a shorter. What stands in a draft that is not
    theirs to see, nobody fills: it waits for the bydel's own redaktør.
    """
    waiting = waiting_entries(scope_of(organisation), seen_by=by)
    locked_by_id(Measure.ever.filter(pk__in=waiting.order_by().values("measure")).only("pk"))
    # The same words in another case mean the same; one spelling must not contradict the other.
    own = StatusWord.objects.filter(organisation=organisation)
    same = [word for word in own if fold(word.words) == fold(words)]
    StatusWord.objects.update_or_create(
        organisation=organisation, words=words, defaults={"code": code}
    )
    own.filter(pk__in=[word.pk for word in same]).update(code=code)
    mapping: WordMapping = WordMapping.objects.create(
        organisation=organisation,
        words=words,
        code=code,
        code_before=same[0].code if same else None,
        act=act,
        **signed(by, organisation),
    )
    _fill(mapping, locked_by_id(waiting))
    return mapping


def _fill(mapping: WordMapping, entries: Iterable[Status]) -> None:
    vocabularies: dict[int, dict[str, StatusCode]] = {}
    filled = []
    for entry in entries:
        owner = entry.measure.plan.organisation
        if owner.pk not in vocabularies:
            vocabularies[owner.pk] = StatusWord.objects.vocabulary_of(owner)
        says_it = leading_phrase(entry.words, {mapping.words: StatusCode(mapping.code)}) is not None
        if (
            says_it
            and read_status(entry.words, vocabularies[owner.pk], entry.applies_on) == mapping.code
        ):
            filled.append(entry)
    Status.objects.filter(pk__in=[entry.pk for entry in filled]).update(
        code=mapping.code, mapping=mapping
    )
    _follow({entry.measure_id for entry in filled})
    mapping.filled = len(filled)
    mapping.save(update_fields=["filled"])
