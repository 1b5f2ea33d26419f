"""What a byadministrator has written on the pages of the foot: «Tilgjengelighet», «Personvern»."""

from typing import ClassVar

from django.db import models


class PublicText(models.Model):
    """One section of such a page, in the city's own words. Where there is no row, the product's
    words stand (`accounts/public_pages/`). What it was before is in the log of acts."""

    class Page(models.TextChoices):
        ACCESSIBILITY = "tilgjengelighet", "Tilgjengelighetserklæring"
        PRIVACY = "personvern", "Personvern"

    page = models.CharField("side", max_length=20, choices=Page)
    section = models.SlugField("del")
    text = models.TextField("tekst")
    changed_at = models.DateTimeField("endret")

    class Meta:
        verbose_name = "tekst på en åpen side"
        verbose_name_plural = "tekster på åpne sider"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="public_text_once_for_each_section", fields=["page", "section"]
            ),
            models.CheckConstraint(name="public_text_says_something", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_page_display()}, {self.section}"
