"""Whether the remark after a status is understood, and leaves the status as it is.

domain.md, «Status words»: a cell is read where one reading is certain. So a remark is taken apart
in clauses, and each must be known to do no harm by its shape: a time, a number, a place, with whom,
a sentence whose verb reports. A word that may take the status back (a negation, a contrast, a part,
something to come, another status), or a word that is not known where no noun can stand, leaves the
cell to a person. Words come here folded and in bokmål.
"""

import re

from measures.status_language.remark_idioms import in_known_words
from measures.status_language.remark_words import (
    DETERMINERS,
    HAPPENS_ONCE,
    IS_SAID_OF_IT,
    NOUNS,
    PERSONS,
    PLACES,
    PREPOSITIONS,
    REPORTS,
    SAYS_NOTHING,
    TAKES_BACK,
    TIMES,
)

_UNDER_WAY = {"to come", "yet", "part", "lacks", "plans", "begun", "runs", "goes on"}
_TOLERATED = {
    "completed": {"done"},
    "implemented": {"done", "runs", "goes on"},
    "ongoing": {"done", "runs", "plans", "lacks", "goes on"},
    "in_progress": _UNDER_WAY,
    "partly_implemented": _UNDER_WAY,
    "start": {"part"},
    "not_started": {"to come", "negation", "condition", "yet", "ends", "waits", "lacks", "plans"},
    "on_hold": {"to come", "negation", "condition", "yet", "ends", "waits", "lacks", "plans"},
    "cancelled": {"negation", "ended", "waits", "lacks", "plans", "goes on"},
}
"""What a remark may say of a status of each code, of `TAKES_BACK`; `start` is «Oppstart»."""

_MAY_CONTRAST = {
    "in_progress": {"lacks"},
    "partly_implemented": {"lacks", "part"},
    "not_started": {"to come", "plans"},
    "on_hold": {"to come", "plans"},
}
"""«Pågår, men forsinket»: what may come after a «men»."""

_IS_OVER = {"completed", "implemented", "ongoing"}
_WAITS = {"not_started", "on_hold"}
_OF_WAITING = _WAITS | {"cancelled"}
_RUNS_NOW = {"in_progress", "partly_implemented"}

_CLAUSES = re.compile(r"[;()\[\]«»\"“”!]|,(?!\d)|[.:](?:\s|$)|(?:^|\s)[-–—:]+(?=\s|$)")
_TOKENS = re.compile(r"\d[\d.,:/+–-]*|%|[^\W\d_][\w'’-]*")

_UNTIL = re.compile(
    r"\b(?:(?:til|tom|t\.o\.m|ut)\.? (?:og med )?(?:(?:den|slutten av|utgangen av) )?"
    r"|om (?:et par|et|en|to|tre) |for (?=\D+$))"
)
_UP_TO_AN_EVENT = re.compile(r"\bfr[ae]m til\b")
_UP_TO_A_SEASON = re.compile(
    r"\btil (?:og med )?i (?:fjor|forfjor|vår|sommer|høst|vinter)\b|\bfr[ae]m til (?!.*20\d\d)"
)
"""«Iverksatt frem til omorganiseringen» is over, or soon will be; «Pågår til i fjor» was."""
_SHARE = re.compile(
    r"(?<!\d)(?:\d{1,3}|en|én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti)(?: av | ?/ ?)\w"
)
_IN_ONE = re.compile(r"\b(?:i|på|ved|for|hos) (?:bare |kun )?én\b")
_WHOLLY = re.compile(
    r"\b(?:som|alt|alle|fullt|helt|hele|godt|bra|særlig|digitalt|fysisk"
    r"|sin helhet|overalt|planmessig)\b"
)

_ACT = re.compile(r".*(?:ing|ingen|else|elsen)")
"""«Avventer fullføring av …» waits for an act, and does not say that it is done."""

_OF_A_PART = {
    "in_progress": re.compile(r"(?:oppstart|starter|startes)\b"),
    "completed": re.compile(r"til\b"),
    "cancelled": re.compile(
        r"(?:for|i|på|ved|hos|blant)\b(?! (?:grunn|\d|revisjon|forbindelse))"
        r"|fra (?![a-zæøå]*plan|og med|\d|høsten|våren|sommeren|nyttår)|til\b(?! fordel)|hver\b"
        r"|som (?!(?:et |en )?(?:eget|egen|selvstendig|tiltak|følge))"
    ),
}
"""What follows a status at once and makes it one of something else, or of a part: «Forsinket
oppstart», «Ferdig til trykking», «Utgår for de eldste», «Utgår fra Majorstua»."""

_REFUSED = re.compile(r"avslått|avvist|forkastet|nedstemt|refusert")
_WAITS_NOW = re.compile(
    r"(?:men )?(?:er )?nå (?:satt |lagt |stilt )?(?:på vent|på is|i bero|utsatt)\b"
)
_IS_DONE_NOW = re.compile(
    r"\b(?:gjennomføres|utføres|holdes|startes|starter|igangsettes|iverksettes) nå\b"
    r"|\bnå (?:gjennomføres|utføres|holdes|startes|starter|igangsettes|iverksettes)\b"
)
_BECAUSE = re.compile(
    r"\b(?:grunnet|grunna|grunn av|pga\.?|fordi|skyldes|følge av|avventer|venter|påvente|krever"
    r"|mangler|manglende|avhengig|da|til|etter|ny frist|ivaretas|ivaretatt|dekkes|finnes)\b"
)
"""Whatever stands after one of these is why something waits or was dropped."""

_SUBJECTS = re.compile(
    r"(?:arbeidet|tiltaket|prosjektet|dette|det|alt|planen|saken|nå|er|ble|ferdig)\b"
)
_VERB_ENDINGS = re.compile(r".{2,}(?:[aei]s|er|te|de|dde)")
_PREDICATE_ENDINGS = re.compile(r".{2,}[td]")
_DEFINITE = re.compile(r".{2,}(?:en|et|ene|ne|a)")
_STRONG_VERBS = re.compile(
    r"gikk|sto|stod|kom|tok|ga|gav|sank|skar|lot|slapp|fant|vant|brant|sa|ba|fikk|rakk|sprakk"
    r"|drog|dro"
    r"|står|går|slår|får|dør|ber|ler"
)


def leaves_it(tail: str, code: str) -> bool:
    """Whether every clause of what follows a status is understood, and none takes it back."""
    said = in_known_words(tail, code)
    clauses = [clause.strip() for clause in _CLAUSES.split(said)]
    return all(
        _does_no_harm(clause, code, is_attached=n == 0)
        for n, clause in enumerate(clauses)
        if clause
    )


def _does_no_harm(clause: str, code: str, *, is_attached: bool) -> bool:
    because = _BECAUSE.search(clause) if code in _OF_WAITING else None
    told = clause[: because.start()] if because else clause
    reason = clause[because.start() :] if because else ""
    if is_attached and _kind_of(_first(clause)) == "negation":
        return False
    if not _takes_nothing_back(told, code) or not _takes_nothing_back(reason, code, is_reason=True):
        return False
    if code in _IS_OVER and (
        _SHARE.search(clause) or _IN_ONE.search(clause) or _is_until_a_time(clause)
    ):
        return False
    if code in _IS_OVER | _RUNS_NOW and _UP_TO_A_SEASON.search(clause):
        return False
    if code == "cancelled" and _WAITS_NOW.match(clause):
        return False
    if not is_attached and (_first(clause) == "nå" or _REFUSED.fullmatch(_first(clause))):
        return code == "cancelled"
    if is_attached and (of := _OF_A_PART.get(code)) and of.match(clause):
        return False
    if code in _WAITS and _tells_what_became_of_it(told, is_attached=is_attached):
        return False
    return _is_built_of_what_is_known(_TOKENS.findall(told), code, is_attached=is_attached)


def _tells_what_became_of_it(clause: str, *, is_attached: bool) -> bool:
    """«Ikke gjennomført i alle skoler» has begun; «Planlagt 2025, holdt i mai» is done; «Utsatt,
    men gjennomføres nå» is under way."""
    if _IS_DONE_NOW.search(clause):
        return True
    if is_attached:
        return bool(_WHOLLY.search(clause))
    return bool(REPORTS.fullmatch(_first(clause)))


def _takes_nothing_back(clause: str, code: str, *, is_reason: bool = False) -> bool:
    tokens = [each for each in _TOKENS.findall(clause) if not (is_reason and _ACT.fullmatch(each))]
    kinds = {kind for token in tokens if (kind := _kind_of(token))}
    tolerated = set(_TOLERATED[code])
    if is_reason:
        tolerated |= {"part", "condition"}
    if kinds & {"to come", "plans"} and code in _WAITS:
        tolerated |= {"begun", "done", "runs"}
    if code in {"in_progress", "partly_implemented", "start"} and _is_done_in_part(clause, kinds):
        tolerated.add("done")
    if kinds & _MAY_CONTRAST.get(code, set()):
        tolerated.add("contrast")
    return kinds <= tolerated and not {"negation", "to come"} <= kinds


def _is_done_in_part(clause: str, kinds: set[str]) -> bool:
    """«Forventes ferdig», «2 av 5 kurs er holdt», «kurset er holdt»; not «er nå ferdig»."""
    if "to come" in kinds or _SHARE.search(clause):
        return True
    clause = clause.removeprefix("og ")
    first = _first(clause)
    if _kind_of(first) == "part":
        return True
    return not (_SUBJECTS.match(clause) or _kind_of(first) or not _is_unknown(first))


def _first(clause: str) -> str:
    return next(iter(_TOKENS.findall(clause)), "0")


def _is_until_a_time(clause: str) -> bool:
    return bool(_UP_TO_AN_EVENT.search(clause)) or any(
        TIMES.fullmatch(_first(clause[until.end() :]))
        or clause[until.end() : until.end() + 1].isdigit()
        for until in _UNTIL.finditer(clause)
    )


def _kind_of(token: str) -> str | None:
    return next((kind for kind, words in TAKES_BACK.items() if words.fullmatch(token)), None)


def _is_unknown(token: str) -> bool:
    known = (TIMES, PREPOSITIONS, DETERMINERS, IS_SAID_OF_IT, REPORTS, SAYS_NOTHING)
    return not token[0].isdigit() and not any(words.fullmatch(token) for words in known)


def _is_built_of_what_is_known(tokens: list[str], code: str, *, is_attached: bool) -> bool:
    """Whether each word that is not known stands where a noun or a name does."""
    where, unknown = "noun" if is_attached else "start", [""]
    is_object = is_attached and code in {"completed", "implemented"}
    for token in tokens:
        is_a_time = token[0].isdigit() or TIMES.fullmatch(token)
        if is_a_time or PREPOSITIONS.fullmatch(token) or DETERMINERS.fullmatch(token):
            if where == "start" and _may_be_a_predicate(unknown):
                return False
            where, unknown = "noun", [""]
            is_object = is_object and not PREPOSITIONS.fullmatch(token)
        elif IS_SAID_OF_IT.fullmatch(token):
            where, unknown, is_object = "predicate", [""], False
        elif REPORTS.fullmatch(token) or _kind_of(token):
            where, unknown, is_object = "noun", [""], False
        elif SAYS_NOTHING.fullmatch(token):
            unknown = [""]
        elif is_object and not HAPPENS_ONCE.fullmatch(token):
            return False  # «Gjennomført kartlegging» is of a part
        elif not _is_a_noun_there(token, where, unknown):
            return False
        else:
            unknown.append(token)
    return not (where == "start" and _may_be_a_predicate(unknown))


def _is_a_noun_there(token: str, where: str, before: list[str]) -> bool:
    """Whether a word that is not known is no verb, after other such words at this place."""
    is_after_a_noun = _DEFINITE.fullmatch(before[-1]) and not PLACES.fullmatch(token)
    if where == "predicate" or is_after_a_noun or len(before) > (3 if where == "noun" else 2):
        return False
    if _STRONG_VERBS.fullmatch(token) or token.endswith("es"):
        return False
    return where == "noun" or _is_surely_a_noun(token) or not _VERB_ENDINGS.fullmatch(token)


def _is_surely_a_noun(token: str) -> bool:
    return any(words.fullmatch(token) for words in (NOUNS, HAPPENS_ONCE, PERSONS))


def _may_be_a_predicate(unknown: list[str]) -> bool:
    """«Stengt», «gruppe oppløst»: the last word ends as a participle does, and no verb is there."""
    last = unknown[-1]
    return bool(_PREDICATE_ENDINGS.fullmatch(last)) and not _is_surely_a_noun(last)
