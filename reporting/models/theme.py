"""Themes: words that the city looks for in every plan."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from reporting.models.round import keeps_for_the_city
from ruspolitikk.accounts.models import User
from ruspolitikk.wording import fold

MOST_WORDS, LONGEST_WORD, SHORTEST_WORD = 20, 100, 2


def validate_words(words: Any) -> None:
    """A theme's words: a list of texts, each with something in it to look for."""
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValidationError("Skriv ordene som en liste av tekster.")
    if not words:
        raise ValidationError("Skriv minst ett ord.")
    if len(words) > MOST_WORDS:
        raise ValidationError(f"Skriv høyst {MOST_WORDS} ord. Her er det {len(words)}.")
    for word in words:
        letters = sum(letter.isalnum() for letter in fold(word))
        if letters < SHORTEST_WORD or len(word) > LONGEST_WORD:
            raise ValidationError(
                f"«{word[:LONGEST_WORD]}» må ha minst {SHORTEST_WORD} bokstaver eller tall "
                f"og høyst {LONGEST_WORD}."
            )


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: User) -> Self:
        return self

    def editable_by(self, user: User) -> Self:
        """The queryset form of `Theme.is_editable_by`."""
        return self if keeps_for_the_city(user) else self.none()


class Theme(models.Model):
    """A search with a name: which measures are about HAP, FACT, nalokson, ….

    Any of the words is enough. How they are found: reporting/themes/words.py.
    """

    name = models.CharField("navn", max_length=100, unique=True)
    slug = models.SlugField("adresseord", max_length=100, unique=True)
    words = models.JSONField("ord", default=list, validators=[validate_words])

    objects = models.Manager.from_queryset(ThemeQuerySet)()

    class Meta:
        verbose_name = "tema"
        verbose_name_plural = "temaer"
        ordering = ("name",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="theme_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="theme_has_words", condition=~Q(words=[])),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reporting:theme", args=[self.slug])

    def is_editable_by(self, user: User) -> bool:
        return keeps_for_the_city(user)

    def choose_slug(self) -> None:
        """An address of its own, made from its name; it never changes, so that links hold."""
        letters = fold(self.name).replace("æ", "ae").translate(str.maketrans("øå", "oa"))
        base = slugify(letters)[:80] or "tema"
        taken = {
            "nytt",
            "excel",
            "csv",
            *Theme.objects.filter(slug__startswith=base).values_list("slug", flat=True),
        }
        numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
        self.slug = next(slug for slug in (base, *numbered) if slug not in taken)
