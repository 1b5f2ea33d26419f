"""Themes: words that the city looks for in every plan, and that mean the same in suggestions."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from measures.models.withdrawable import IN_EFFECT
from plans.models import locked
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import RecordedOrReadIn, signed
from ruspolitikk.wording import address_word, fold

MOST_WORDS, LONGEST_WORD, SHORTEST_WORD = 20, 100, 2


def validate_word(text: str) -> None:
    """A word or a phrase, with something in it to look for."""
    letters = sum(letter.isalnum() for letter in fold(text))
    if letters < SHORTEST_WORD or len(text) > LONGEST_WORD:
        raise ValidationError(
            f"«{text[:LONGEST_WORD]}» må ha minst {SHORTEST_WORD} bokstaver eller tall "
            f"og høyst {LONGEST_WORD}."
        )


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: User) -> Self:
        """Everybody reads them; with their words."""
        return self.prefetch_related("every_word")

    def editable_by(self, user: User) -> Self:
        """The queryset form of `Theme.is_editable_by`."""
        return self if user.keeps_for_the_city else self.none()


class ThemeManager(models.Manager.from_queryset(ThemeQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "Theme":
        theme: Theme = self.get(slug=slug)
        return theme


class Theme(models.Model):
    """A search with a name: which measures are about HAP, FACT, nalokson, ….

    Any of its words is enough. How they are found: measures/theme_words.py.
    """

    name = models.CharField("navn", max_length=100, unique=True)
    slug = models.SlugField("adresseord", max_length=100, unique=True)

    objects = ThemeManager()

    if TYPE_CHECKING:
        every_word: Any

    class Meta:
        verbose_name = "tema"
        verbose_name_plural = "temaer"
        ordering = ("name",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="theme_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("reporting:theme", args=[self.slug])

    def is_editable_by(self, user: User) -> bool:
        return user.keeps_for_the_city

    @property
    def words_in_effect(self) -> "list[ThemeWord]":
        return [word for word in self.every_word.all() if not word.is_withdrawn]

    @property
    def words_withdrawn(self) -> "list[ThemeWord]":
        return [word for word in self.every_word.all() if word.is_withdrawn]

    @property
    def words(self) -> list[str]:
        """What is looked for, in the order that it was added."""
        return [word.text for word in self.words_in_effect]

    def choose_slug(self) -> None:
        """An address of its own, made from its name; it never changes, so that links hold."""
        base = address_word(self.name)[:80] or "tema"
        taken = {
            "nytt",
            "excel",
            "csv",
            *Theme.objects.filter(slug__startswith=base).values_list("slug", flat=True),
        }
        numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
        self.slug = next(slug for slug in (base, *numbered) if slug not in taken)

    @transaction.atomic
    def add_word(self, text: str, *, by: User) -> "ThemeWord":
        """Raises ThemeWordError, with nothing written, where the theme has the word already, or
        has as many as it may."""
        locked(self, Theme.objects)
        own = self.every_word.filter(IN_EFFECT)
        if own.filter(text=text).exists():
            raise ThemeWordError(f"Temaet har allerede ordet «{text}».")
        if own.count() >= MOST_WORDS:
            raise ThemeWordError(f"Et tema kan ha høyst {MOST_WORDS} ord. Fjern et først.")
        return ThemeWord.objects.create(theme=self, text=text, **_signed(by))

    @transaction.atomic
    def withdraw_word(self, word: "ThemeWord", *, by: User) -> None:
        """Raises ThemeWordError, with nothing written, where somebody was first, or where it is
        the last one: a theme without words finds nothing."""
        locked(self, Theme.objects)
        word.refresh_from_db()
        if word.is_withdrawn:
            raise ThemeWordError(f"«{word.text}» er allerede fjernet av {word.withdrawn_as}.")
        if self.every_word.filter(IN_EFFECT).count() == 1:
            raise ThemeWordError("Et tema må ha minst ett ord. Legg til et annet først.")
        role = _signed(by)["recorded_as"]
        word.withdrawn_at, word.withdrawn_by, word.withdrawn_as = timezone.now(), by, role
        word.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_as"])


class ThemeWordError(Exception):
    """What cannot be done with a theme's words, in a sentence; nothing was written."""


class ThemeWordQuerySet(models.QuerySet["ThemeWord"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """A word is never changed: it is withdrawn, and another is added."""
        return self.none()

    def by_theme(self) -> "dict[Theme, list[str]]":
        """Each theme → its words that are in effect, in one query. They mean the same where texts
        are compared (`measures.likeness.texts`)."""
        words: dict[Theme, list[str]] = defaultdict(list)
        for word in self.filter(IN_EFFECT).select_related("theme").order_by("theme__name", "pk"):
            words[word.theme].append(word.text)
        return dict(words)


class ThemeWord(RecordedOrReadIn):
    """One of the words of a theme, until it is withdrawn; who added it is empty for those that the
    product came with."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="every_word", verbose_name="tema")
    text = models.CharField("ord", max_length=LONGEST_WORD, validators=[validate_word])
    withdrawn_at = models.DateTimeField("fjernet", null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="fjernet av"
    )
    withdrawn_as = models.CharField("fjernet som", max_length=200, blank=True, editable=False)

    objects = models.Manager.from_queryset(ThemeWordQuerySet)()

    class Meta:
        verbose_name = "ord i et tema"
        verbose_name_plural = "ord i temaer"
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="theme_word_has_letters", condition=~Q(text="")),
            models.UniqueConstraint(
                name="theme_has_a_word_once", fields=["theme", "text"], condition=IN_EFFECT
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


def _signed(by: User) -> dict[str, Any]:
    return signed(by, Organisation.objects.get(kind=Organisation.Kind.CITY))
