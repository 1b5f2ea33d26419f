"""What a search asks for, and how well a text answers: in SQL and in Python, by the same rule."""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add, and_
from typing import Any

from django.db.models import BooleanField, Case, Expression, F, Func, IntegerField, Q, Value, When

from measures.stems import END, IN_TITLE, STEM, WORD, stem, words_in

LONGEST_SEARCH = 200
MOST_WORDS = 10

OWN, REMARK = "stem_words", "current_remark_words"
"""The columns of a measure that are searched: what it says itself, and its newest remark."""
TEXT = "search_text"
"""What `stem_words` are the words of, in half as many letters."""

type Place = tuple[str, str]
"""A column, and what is to stand in it."""


@dataclass(frozen=True)
class Word:
    """One word of a search, folded. It finds its inflections, and words that begin with it."""

    text: str

    @cached_property
    def places(self) -> list[Place]:
        """Where it may stand, the best first: whole words before beginnings, title before text."""
        whole, beginning = f"{STEM}{stem(self.text)}{END}", f"{WORD}{self.text}"
        return [
            (OWN, IN_TITLE + whole),
            (OWN, whole),
            (REMARK, whole),
            (OWN, IN_TITLE + beginning),
            (OWN, beginning),
            (REMARK, beginning),
        ]

    def is_found_as(self, word: str) -> bool:
        """Whether a folded word of a text is what was asked for."""
        return word.startswith(self.text) or stem(word) == stem(self.text)

    def rank_in(self, line: str) -> int | None:
        """0 is best; None is not found. `line` is a `search_line`."""
        for n, (column, said) in enumerate(self.places):
            if column == OWN and said in line:
                return n
        return None

    # The same rule in SQL; a test makes the two agree.

    @property
    def may_stand(self) -> Q:
        """Whether a measure is worth ranking: every word that is found begins with this stem, and
        the texts have few words that do."""
        start = stem(self.text)
        return _stands((TEXT, start)) | _stands((REMARK, WORD + start))

    @property
    def rank(self) -> Expression:
        """NULL is not found."""
        whens = [When(_stands(place), then=Value(n)) for n, place in enumerate(self.places)]
        return Case(*whens, default=None, output_field=IntegerField())


def _stands(place: Place) -> Q:
    column, said = place
    return Q(_Holds(F(column), Value(said)))


class _Holds(Func):
    """Whether a text holds another. STRPOS is quicker than LIKE, and LIKE than SQLite's INSTR.

    What is looked for has neither % nor _ in it: a word is letters and digits.
    """

    template = "STRPOS(%(expressions)s) > 0"
    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        like = {"template": "%(expressions)s || '%%%%'", "arg_joiner": " LIKE '%%%%' || "}
        return self.as_sql(compiler, connection, **like, **context)


@dataclass(frozen=True)
class WordSearch:
    """The words of a search; each must be found. A hit's rank is the sum of its words' ranks.

    Without words it is false, and no database is asked.
    """

    words: tuple[Word, ...]

    @classmethod
    def read(cls, typed: str) -> "WordSearch":
        """The first words of what somebody typed; none where it has no letters and no digits."""
        asked = dict.fromkeys(words_in(typed[:LONGEST_SEARCH]))
        return cls(tuple(Word(text) for text in list(asked)[:MOST_WORDS]))

    def __bool__(self) -> bool:
        return bool(self.words)

    def marks(self, word: str) -> bool:
        return any(asked.is_found_as(word) for asked in self.words)

    def rank_in(self, line: str) -> int | None:
        """0 is best; None where a word is missing."""
        ranks = [word.rank_in(line) for word in self.words]
        found = [rank for rank in ranks if rank is not None]
        return sum(found) if ranks and len(found) == len(ranks) else None

    @cached_property
    def may_stand(self) -> Q:
        """For measures that may hold every word; those do that then have a `rank`."""
        return reduce(and_, (word.may_stand for word in self.words))

    @cached_property
    def rank(self) -> Expression:
        return reduce(add, (word.rank for word in self.words))
