"""How far the reading of a document is, for whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`pages` of a PDF that are read, `of` so many; `tables`: how many of them have a table."""

    pages: int
    of: int
    tables: int


type Tell = Callable[[Progress], None]


class Stopped(Exception):  # noqa: N818 (nothing is wrong)
    """Whoever is told wants no more of it."""


def tell_nobody(_progress: Progress) -> None:
    """Nobody waits."""
