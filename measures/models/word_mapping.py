"""What a wording means is said once, by a person, and fills the entries that waited for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from measures.models.measure import Measure
from measures.models.status import Status, StatusWord
from measures.vocabulary import StatusCode, label_for, read_status
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
        Organisation, models.PROTECT, related_name="word_mappings", verbose_name="hvem sitt ord"
    )
    words = models.CharField("ordene", max_length=200)
    code = models.CharField("betyr", max_length=20, choices=StatusCode)
    filled = models.PositiveIntegerField("rapporter som fikk kode", default=0)

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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wording that nobody has mapped, and the entries that wait for it."""

    words: str
    entries: list[Status]

    @property
    def measures(self) -> list[Measure]:
        return list(dict.fromkeys(entry.measure for entry in self.entries))


def waiting_entries(
    organisations: Iterable[Organisation], *, seen_by: User
) -> models.QuerySet[Status]:
    """Entries without a code in these bydeler, in the plans that a person may see.

    One that was corrected waits for nothing.
    """
    entries: models.QuerySet[Status] = (
        Status.objects.visible_to(seen_by)
        .uncorrected()
        .filter(code__isnull=True, measure__plan__organisation__in=organisations)
        .select_related("measure__plan__organisation")
        .order_by("-applies_on", "-recorded_at", "-pk")
    )
    return entries


def waiting_words(organisations: Iterable[Organisation], *, seen_by: User) -> list[Waiting]:
    """The wordings that wait, each once whatever its case, the newest first."""
    by_words: dict[str, list[Status]] = {}
    for entry in waiting_entries(organisations, seen_by=seen_by):
        by_words.setdefault(fold(entry.words), []).append(entry)
    return [Waiting(entries[0].words, entries) for entries in by_words.values()]


@transaction.atomic
def map_words(organisation: Organisation, words: str, code: StatusCode, *, by: User) -> WordMapping:
    """Say what a wording means in a bydel, or in all of them (the city's), and fill what waited.

    Only entries that the wording now gives this code are filled: a bydel's own words go before
    the city's, and a longer known phrase before a shorter. What stands in a draft that is not
    theirs to see, nobody fills: it waits for the bydel's own redaktør.
    """
    StatusWord.objects.update_or_create(
        organisation=organisation, words=words, defaults={"code": code}
    )
    # The same words in another case mean the same; one spelling must not contradict the other.
    own = StatusWord.objects.filter(organisation=organisation)
    same = [word.pk for word in own if fold(word.words) == fold(words)]
    own.filter(pk__in=same).update(code=code)
    mapping: WordMapping = WordMapping.objects.create(
        organisation=organisation,
        words=words,
        code=code,
        **signed(by, organisation),
    )
    scope = [organisation] if organisation.is_bydel else list(Organisation.objects.bydeler())
    _fill(mapping, waiting_entries(scope, seen_by=by).select_for_update(of=("self",)))
    return mapping


def _fill(mapping: WordMapping, entries: models.QuerySet[Status]) -> None:
    vocabularies: dict[int, dict[str, StatusCode]] = {}
    filled = []
    for entry in entries:
        owner = entry.measure.plan.organisation
        if owner.pk not in vocabularies:
            vocabularies[owner.pk] = StatusWord.objects.vocabulary_of(owner)
        says_it = read_status(entry.words, {mapping.words: StatusCode(mapping.code)}) is not None
        if says_it and read_status(entry.words, vocabularies[owner.pk]) == mapping.code:
            filled.append(entry)
    Status.objects.filter(pk__in=[entry.pk for entry in filled]).update(
        code=mapping.code, mapping=mapping
    )
    Measure.objects.filter(pk__in={entry.measure_id for entry in filled}).point_at_newest(Status)
    mapping.filled = len(filled)
    mapping.save(update_fields=["filled"])
