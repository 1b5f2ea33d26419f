"""What is in a database, table by table: how many rows, and a checksum of them."""

from collections.abc import Mapping
from dataclasses import dataclass


class CopyError(Exception):
    """A sentence for the operator. Nothing was written, or what was is taken away again."""


@dataclass(frozen=True, slots=True)
class TableSum:
    """Of one table: its rows, and SHA-256 of them in the order of their keys, as the database
    itself writes them. Two sums are compared only where both are of the same kind of database."""

    rows: int
    sha256: str


type Contents = Mapping[str, TableSum]
"""By the names of the tables."""


def refuse_difference(expected: Contents, found: Contents, where: str) -> None:
    """Raises CopyError that names the tables that are otherwise in one of the two."""
    names = sorted(expected.keys() | found.keys())
    others = [name for name in names if expected.get(name) != found.get(name)]
    if others:
        raise CopyError(f"{where} er ikke lik det som ble kopiert: {', '.join(others)}.")
