"""A rhythm: «årlig», «to ganger i året», «hvert fjerde år»."""

import re

from measures.deadline_language.meaning import Recurrence

_A_YEAR = r"(?:i året|årlig|per skoleår|per (?:(?:klubb|skole|enhet|bydel) )?(?:per )?år)"
_ONCE = r"(?:(?:(?:en|én|et|ett|1) gang )(?=hver|per|i ))?"
_SEASON = r"(?:vår|sommer|høst|vinter)"
_WEEKDAY = r"(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)"

# «Hver vår» gives neither a day nor a month, so it is yearly and nothing more.
_RHYTHMS: tuple[tuple[str, Recurrence], ...] = (
    ((rf"årlige?|hvert? år|(?:hvert|per) skoleår|hver {_SEASON}"
      rf"|(?:årlig|hvert år) (?:(?:om|på|hver) )?{_SEASON}(?:en)?|skolestart hvert år"
      rf"|{_SEASON}(?:en)? (?:hvert år|årlig)"
      rf"|(?:en|én|et|ett|1) (?:\w+ )?{_A_YEAR}"), Recurrence.YEARLY),
    ((rf"halvårlige?(?: (?:vår og høst|høst og vår))?|halvårsvis"
      rf"|{_ONCE}(?:hvert?|per|i) (?:halvår|semester)(?:et)?"
      r"|(?:hver )?vår og høst"
      r"|(?:hver )?høst og vår|(?:vår og høst|høst og vår) (?:årlig|hvert år)"
      r"|(?:årlig|hvert år) vår og høst"
      rf"|(?:to|2) (?:ganger )?{_A_YEAR}(?: (?:vår og høst|høst og vår))?"
      r"|hver (?:sjette|6\.) måned"),
     Recurrence.HALF_YEARLY),
    (rf"tertialvise?|{_ONCE}(?:hvert?|per|i) tertial(?:et)?|(?:tre|3) (?:ganger )?{_A_YEAR}"
     r"|hver (?:fjerde|4\.) måned",
     Recurrence.TERTIAL),
    (rf"kvartalsvise?|{_ONCE}(?:hvert?|per|i) kvartal(?:et)?|(?:fire|4) (?:ganger )?{_A_YEAR}"
     r"|hver (?:tredje|3\.) måned",
     Recurrence.QUARTERLY),
    (rf"månedlige?|{_ONCE}(?:hver|per|i) måned(?:en)?"
     rf"|(?:den )?(?:første|andre|tredje|siste) {_WEEKDAY}(?:en)? (?:hver|i|i hver) måned(?:en)?",
     Recurrence.MONTHLY),
    (rf"ukentlige?|{_ONCE}(?:hver|per|i) uken?|hver (?:helg|{_WEEKDAY})", Recurrence.WEEKLY),
    (r"daglige?|hver dag", Recurrence.DAILY),
    (r"ann(?:et|en) ?hvert? år|hvert (?:annet|andre|2\.?) år|2\. hvert år",
     Recurrence.EVERY_2_YEARS),
    (r"hvert (?:tredje|3\.?) år", Recurrence.EVERY_3_YEARS),
    (r"hvert (?:fjerde|4\.?) år", Recurrence.EVERY_4_YEARS),
    (r"hvert (?:femte|5\.?) år", Recurrence.EVERY_5_YEARS),
    (rf"jevnlige?|regelmessige?|annen ?hver (?:uke|måned|{_WEEKDAY})"
     rf"|hver (?:annen|andre) (?:uke|måned|{_WEEKDAY})|hver (?:tredje|fjerde|femte|sjette) uke"
     r"|(?:to|tre|fire|fem|[2-5]) ganger (?:(?:i|per) uken?|ukentlig)"
     rf"|hver (?:14\. dag|[2-6]\. uke)|(?:[1-9] ?- ?[2-9]|flere) ganger {_A_YEAR}"
     rf"|(?:[5-9]|1[0-9]|fem|seks|åtte|ti) ganger {_A_YEAR}", Recurrence.UNSPECIFIED),
)  # fmt: skip
ANY_RHYTHM = "|".join(words for words, _ in _RHYTHMS)

BY_TIMES_A_YEAR = {
    1: Recurrence.YEARLY,
    2: Recurrence.HALF_YEARLY,
    3: Recurrence.TERTIAL,
    4: Recurrence.QUARTERLY,
}

# From «every second year» alone nobody can tell which years, so the next one is not known.
SOME_YEARS = frozenset(rhythm for rhythm in Recurrence if rhythm.startswith("every_"))


def rhythm_of(words: str) -> Recurrence | None:
    return next((rhythm for said, rhythm in _RHYTHMS if re.fullmatch(said, words)), None)
