"""Which texts are alike: what a local measure may answer of the city's, and who does the same.

Two texts are alike when they share words that few others have. A word counts by its stem
(`measures.stems`) and by its rarity among all the texts that are compared; words that stand in
every plan count half; compounds of the same word count half; the words of a theme mean the same.
Nothing here knows the database, and nothing is ever linked because it is alike: a person says so
(issue 13, part 5).
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from measures.stems import composed, stem, words_in, words_where_they_stand

AT_MOST = 3
LIKE_ENOUGH = 0.12
"""Below this a suggestion is more often wrong than right in the real plans; 0–1 and a little."""

SAME_STRATEGY = 1.2
COMPOUND = 0.6
TOPIC = 0.5
COMMON = 0.5

_NOT_SAID = frozenset(
    words_in(
        """
    alle av at blant bli blir da de den der det dette disse du eller en enn er et etter for
    fra får gi gir gis gjennom gjør gjøre ha han har hun hva hvem hvilke hvor hvordan i ikke
    innen jf jmf kan man med mellom men må mot ned noe noen når og også om opp oss over på
    samt seg selv sin sine sitt skal slik som til tiltak under ved vi videre vil vår våre
    være å år bydel bydelen bydelene bydelenes bydelens bydeler oslo
    """
    )
)
_COMMON_WORDS = frozenset(
    words_in(
        """
    aktuelle arbeid arbeide bedre behov bidra bruk bruke egen egne eksempel etablere
    etablering felles flere forhold gjennomføre god gode grad hjelp hjelpe innføre initiativ
    innsats knyttet legge ny nye øke person personer program psykisk helse rette rus
    rusfeltet rusproblemer rutine rutiner samarbeid samarbeide sikre styrke system
    systematisk ta teste tilby tilbud tilrettelegge tjeneste tjenester tjenestene ulike ut
    utrede utvide utvikle utvikling videreutvikle vurdere
    """
    )
)
COMMON_STEMS = frozenset(map(stem, _COMMON_WORDS))
_PREFIX, _FIRST_PART, _LAST_PART = 6, 5, 4
"""Letters that two compounds share at least: of their beginnings; of one that begins, or ends, the
other."""


@dataclass(frozen=True)
class Text:
    """What is compared: a measure by its key. The strategy is the city's number for it."""

    key: int
    words: str
    topic: str = ""
    strategy: int | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """That a text is like another, how much (0, nothing, to a little over 1), and by which stems
    of the other, and of its own."""

    key: int
    likeness: float
    stems: frozenset[str]
    own_stems: frozenset[str]


def alike(
    texts: Sequence[Text],
    others: Sequence[Text],
    *,
    synonyms: Iterable[Sequence[str]] = (),
    beside: Sequence[Text] = (),
    at_least: float = LIKE_ENOUGH,
    at_most: int = AT_MOST,
) -> dict[int, list[Alike]]:
    """The key of each text → the other texts that are like it, the most alike first.

    `synonyms` are groups of words or phrases that mean the same; rarity is weighed among all the
    texts and those `beside` them.
    """
    meanings = _Meanings.of(synonyms)
    own = [_Read.of(text, meanings) for text in texts]
    offered = [_Read.of(other, meanings) for other in others]
    weigh = _Weights.of([*own, *offered, *(_Read.of(text, meanings) for text in beside)])
    compared = _Compared.of(offered, weigh)
    vocabulary = _Vocabulary.of(compared.by_term)
    near = {
        one: vocabulary.near(one, meanings.same_as(one))
        for one in {one for read in own for one in read.terms}
    }
    found = {}
    for read in own:
        enough = [one for one in compared.likenesses(read, near) if one.likeness >= at_least]
        found[read.text.key] = sorted(enough, key=lambda one: -one.likeness)[:at_most]
    return found


def parts(text: str, stems: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word in common: that has one of the stems."""
    wanted = frozenset(word for term in stems for word in term.split())
    text = composed(text)
    pieces, at = [], 0
    for start, end, folded in words_where_they_stand(text):
        if stem(folded) in wanted:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]


@dataclass(frozen=True, slots=True)
class _Meanings:
    """Terms that mean the same. A term is a stem, or the stems of a phrase, one after the other."""

    of_term: Mapping[str, frozenset[str]]
    phrases: Sequence[str]

    @classmethod
    def of(cls, synonyms: Iterable[Sequence[str]]) -> "_Meanings":
        of_term: dict[str, frozenset[str]] = {}
        for words in synonyms:
            group = {" ".join(map(stem, words_in(word))) for word in words} - {""}
            for term in group:
                of_term[term] = of_term.get(term, frozenset()) | group
        return cls(of_term, [term for term in of_term if _is_phrase(term)])

    def same_as(self, term: str) -> frozenset[str]:
        return self.of_term.get(term, frozenset())

    def phrases_in(self, words: Sequence[str]) -> list[str]:
        """The phrases that the words of a text say."""
        said = "".join(f" {stem(word)}" for word in words) if self.phrases else ""
        return [phrase for phrase in self.phrases if f" {phrase}" in said]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text, and its terms: each with how much it is said, once, or half of that where only the
    topic says it."""

    text: Text
    terms: Mapping[str, float]

    @classmethod
    def of(cls, text: Text, meanings: _Meanings) -> "_Read":
        words = words_in(text.words)
        said = dict.fromkeys([*_stems(words), *meanings.phrases_in(words)], 1.0)
        return cls(text, dict.fromkeys(_stems(words_in(text.topic)), TOPIC) | said)


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much each term is worth: the rarer among all the texts, the more."""

    of_term: Mapping[str, float]

    @classmethod
    def of(cls, texts: Sequence[_Read]) -> "_Weights":
        n, counts = len(texts), Counter(one for read in texts for one in read.terms)
        return cls({one: _worth(one, log((n + 1) / (k + 0.5))) for one, k in counts.items()})

    def length(self, read: _Read) -> float:
        """By which what two texts share is divided, so that long ones are not like everything."""
        return sqrt(sum((said * self.of_term[one]) ** 2 for one, said in read.terms.items())) or 1.0


def _worth(term: str, rarity: float) -> float:
    return max(rarity, 0.0) * (COMMON if term in COMMON_STEMS else 1)


@dataclass(frozen=True, slots=True)
class _Compared:
    """The texts that each text is compared with, by their terms."""

    by_term: Mapping[str, Sequence[_Read]]
    weigh: _Weights

    @classmethod
    def of(cls, offered: Sequence[_Read], weigh: _Weights) -> "_Compared":
        by_term: dict[str, list[_Read]] = defaultdict(list)
        for read in offered:
            for one in read.terms:
                by_term[one].append(read)
        return cls(by_term, weigh)

    def likenesses(self, own: _Read, near: Mapping[str, Mapping[str, float]]) -> list[Alike]:
        """How like each of them a text is; `near` is term → the terms that share its worth."""
        shared: dict[int, dict[str, float]] = defaultdict(dict)
        by: dict[int, set[str]] = defaultdict(set)
        others: dict[int, _Read] = {}
        worth_of, length = self.weigh.of_term, self.weigh.length(own)
        for one in own.terms:
            for other_term, share in near[one].items():
                worth = share * min(worth_of[one], worth_of[other_term]) ** 2
                for other in self.by_term[other_term]:
                    key = other.text.key
                    others[key] = other
                    by[key].add(one)
                    so_far = shared[key].get(other_term, 0.0)
                    shared[key][other_term] = max(so_far, worth * other.terms[other_term])
        return [
            Alike(
                key,
                _same_strategy(own.text, others[key].text)
                * sum(terms.values())
                / (length * self.weigh.length(others[key])),
                frozenset(terms),
                frozenset(by[key]),
            )
            for key, terms in shared.items()
        ]


def _same_strategy(text: Text, other: Text) -> float:
    return SAME_STRATEGY if text.strategy and text.strategy == other.strategy else 1.0


def _stems(words: Iterable[str]) -> list[str]:
    said = (word for word in words if word not in _NOT_SAID and len(word) > 1)
    return list(dict.fromkeys(map(stem, said)))


def _is_phrase(term: str) -> bool:
    return " " in term


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """All terms of some texts, in order from their beginnings, and from their ends."""

    terms: frozenset[str]
    in_order: Sequence[str]
    backwards: Sequence[str]

    @classmethod
    def of(cls, terms: Iterable[str]) -> "_Vocabulary":
        terms = frozenset(terms)
        words = [term for term in terms if not _is_phrase(term)]
        return cls(terms, sorted(words), sorted(word[::-1] for word in words))

    def near(self, one: str, meaning_the_same: frozenset[str]) -> dict[str, float]:
        """Those of the terms that are the same, mean the same, or are compounds of the same word;
        each with how much of its worth is shared."""
        shares = dict.fromkeys([] if _is_phrase(one) else self._compounds(one), COMPOUND)
        begin = [meant for meant in meaning_the_same if len(meant) >= _FIRST_PART]
        same = [term for meant in begin for term in _beginning(self.in_order, meant)]
        return shares | dict.fromkeys({one, *meaning_the_same} & self.terms | set(same), 1.0)

    def _compounds(self, one: str) -> Iterator[str]:
        """«samtykkeskjema» and «samtykkeerklæring»; «rusfact» and «fact»; «bo» is too short."""
        if len(one) >= _PREFIX:
            yield from _beginning(self.in_order, one[:_PREFIX])
        if len(one) >= _FIRST_PART:
            yield from _beginning(self.in_order, one)
        if len(one) >= _LAST_PART:
            yield from (term[::-1] for term in _beginning(self.backwards, one[::-1]))
        parts_of_it = {one[:n] for n in range(_FIRST_PART, len(one))}
        parts_of_it |= {one[-n:] for n in range(_LAST_PART, len(one))}
        yield from parts_of_it & self.terms


def _beginning(in_order: Sequence[str], start: str) -> Sequence[str]:
    """Those that begin so, of words in order."""
    return in_order[bisect_left(in_order, start) : bisect_right(in_order, f"{start}\U0010ffff")]
