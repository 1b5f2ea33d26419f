"""Which words a reading knows: the status words of a bydel, seen from a day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import DatabaseError

from measures.models import StatusWord
from measures.vocabulary import StatusCode, read_folded
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.wording import fold


@dataclass(frozen=True, slots=True)
class Words:
    """`vocabulary`: folded words → code, as `StatusWord.objects.vocabulary_of` gives it; `on`: the
    day that the statuses apply on, where it is known."""

    vocabulary: Mapping[str, StatusCode]
    on: date | None = None
    # Each row asks three times, and a plan has few different ones: of 3,600 rows, 1.7 s become 1.3.
    _read: dict[str, StatusCode | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, bydel: Organisation, on: date | None = None) -> Self:
        """The city's default vocabulary, with the bydel's own words before it."""
        return cls(StatusWord.objects.vocabulary_of(bydel), on)

    @classmethod
    def of_the_city(cls, on: date | None = None) -> Self:
        """The default vocabulary: the city's own rows; where there are none yet, or no database,
        those that a new installation is given."""
        kept = StatusWord.objects.filter(organisation__kind=Organisation.Kind.CITY)
        try:
            rows = list(kept.values_list("words", "code"))
        except DatabaseError:
            rows = []
        return cls(
            {fold(words): StatusCode(code) for words, code in rows or _words_of_a_new_city()}, on
        )

    def status_of(self, words: str) -> StatusCode | None:
        if words not in self._read:
            self._read[words] = read_folded(words, self.vocabulary, self.on)
        return self._read[words]


def _words_of_a_new_city() -> list[tuple[str, str]]:
    fixture = Path(settings.FIXTURE_DIRS[0]) / "statusord.json"
    rows = (row["fields"] for row in json.loads(fixture.read_text(encoding="utf-8")))
    return [(row["words"], row["code"]) for row in rows if row["organisation"] == ["oslo"]]
