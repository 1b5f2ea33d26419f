"""A file that was made once and is kept in the database as it was, with its own SHA-256."""

from hashlib import sha256
from typing import Self

from django.db import models

from ruspolitikk.accounts.models import User


class StoredBytes(models.Model):
    name = models.CharField("fil", max_length=255)
    content_type = models.CharField("medietype", max_length=100)
    size = models.PositiveIntegerField("størrelse i byte")
    sha256 = models.CharField("kontrollsum", max_length=64)
    content = models.BinaryField("innhold")
    why_missing = models.CharField(
        "hvorfor den ikke finnes",
        max_length=200,
        blank=True,
        help_text="Det serveren manglet da filene ble laget. Da er filen tom.",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, kind: str, name: str, content_type: str, content: bytes) -> Self:
        """A file with its size and its sum; of nothing yet."""
        return cls(
            kind=kind,
            name=name,
            content_type=content_type,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            content=content,
        )

    @classmethod
    def missing(cls, kind: str, name: str, content_type: str, why: str) -> Self:
        """A file that could not be made, and the sentence that says why."""
        file = cls.of(kind, name, content_type, b"")
        file.why_missing = why
        return file

    def is_editable_by(self, user: User) -> bool:
        return False

    @property
    def is_whole(self) -> bool:
        """Whether the content is that which the sum and the size were taken of."""
        content = bytes(self.content)
        return len(content) == self.size and sha256(content).hexdigest() == self.sha256
