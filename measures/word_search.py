"""What a search asks for, and how well a text answers: in SQL and in Python, by the same rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add, and_, or_
from typing import Any

from django.db.models import BooleanField, Case, Expression, F, Func, IntegerField, Q, Value, When

from measures.stems import END, IN_TITLE, STEM, WORD, compound_start, stem, words_in

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
    """One word of a search, folded. It finds its inflections, words that begin with it, and
    compounds of it («overdoser» finds «overdosehåndtering»); last, what means the same by a theme:
    words that are found together."""

    text: str
    same: "tuple[tuple[Word, ...], ...]" = ()

    @cached_property
    def places(self) -> list[Place]:
        """Where it may stand, the best first: whole words before beginnings, title before text."""
        whole, beginning = f"{STEM}{stem(self.text)}{END}", f"{WORD}{self.compound_start}"
        return [
            (OWN, IN_TITLE + whole),
            (OWN, whole),
            (REMARK, whole),
            (OWN, IN_TITLE + beginning),
            (OWN, beginning),
            (REMARK, beginning),
        ]

    @cached_property
    def compound_start(self) -> str:
        return compound_start(self.text)

    def is_found_as(self, word: str) -> bool:
        """Whether a folded word of a text is what was asked for."""
        if word.startswith(self.compound_start) or stem(word) == stem(self.text):
            return True
        return any(other.is_found_as(word) for others in self.same for other in others)

    def rank_in(self, line: str) -> int | None:
        """0 is best; None is not found. `line` is a `search_line`."""
        for n, (column, said) in enumerate(self.places):
            if column == OWN and said in line:
                return n
        means_it = any(
            all(other.rank_in(line) is not None for other in others) for others in self.same
        )
        return len(self.places) if means_it else None

    # The same rule in SQL; a test makes the two agree.

    @property
    def may_stand(self) -> Q:
        """Whether a measure is worth ranking: every word that is found begins so, and the texts
        have few words that do."""
        start = min(stem(self.text), self.compound_start, key=len)
        meant = (_together(other.may_stand for other in others) for others in self.same)
        return reduce(or_, meant, _stands((TEXT, start)) | _stands((REMARK, WORD + start)))

    @property
    def is_found(self) -> Q:
        return reduce(or_, map(_stands, self.places))

    @property
    def rank(self) -> Expression:
        """NULL is not found."""
        whens = [When(_stands(place), then=Value(n)) for n, place in enumerate(self.places)]
        whens += [
            When(_together(other.is_found for other in others), then=Value(len(self.places)))
            for others in self.same
        ]
        return Case(*whens, default=None, output_field=IntegerField())


def _together(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions)


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
    typed: str = ""

    @classmethod
    def read(cls, typed: str, themes: Iterable[Sequence[str]] = ()) -> "WordSearch":
        """The first words of what somebody typed; none where it has no letters and no digits.

        `themes` are groups of words and phrases of which one finds the others.
        """
        asked = list(dict.fromkeys(words_in(typed[:LONGEST_SEARCH])))[:MOST_WORDS]
        same = _meant_by(asked, [list(map(words_in, group)) for group in themes])
        words = tuple(Word(text, same[text]) for text in asked)
        return cls(words, typed[:LONGEST_SEARCH])

    @property
    def also(self) -> list[str]:
        """What is looked for too, because a theme says that it means the same."""
        others = (others for word in self.words for others in word.same)
        return list(dict.fromkeys(" ".join(other.text for other in those) for those in others))

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


def _meant_by(
    asked: Sequence[str], themes: Iterable[Sequence[Sequence[str]]]
) -> dict[str, tuple[tuple[Word, ...], ...]]:
    """Each word that is asked for → what means the same, where it, or the phrase that it is part
    of, is in a theme."""
    meant: dict[str, dict[tuple[Word, ...], None]] = {word: {} for word in asked}
    for phrases in themes:
        for phrase in phrases:
            others = [tuple(map(Word, other)) for other in phrases if other != phrase]
            for at in range(len(asked) - len(phrase) + 1):
                said = asked[at : at + len(phrase)]
                if all(map(_are_forms_of_one, said, phrase)):
                    for word in said:
                        meant[word] |= dict.fromkeys(others)
    return {word: tuple(others) for word, others in meant.items()}


def _are_forms_of_one(one: str, other: str) -> bool:
    """Each would find the other."""
    return Word(one).is_found_as(other) and Word(other).is_found_as(one)
