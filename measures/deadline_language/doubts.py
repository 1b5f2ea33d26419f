"""Why a deadline is unclear: what its words leave open, for the question that is asked of it.

Read only of words that the grammar did not understand, or that look like a day and are none. The
first doubt that fits decides; the rules are the domain's row `unclear`.
"""

import re

from measures.deadline_language.meaning import Doubt
from measures.deadline_language.rhythms import ANY_RHYTHM
from measures.deadline_language.times import MONTH, YEAR

_SHORT_YEAR = r"(?<![0-9.])[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2}(?![0-9.])"
_SEASON = r"(?:vår|sommer|høst|vinter)(?:en)?"
_WITHOUT_YEAR = YEAR.replace("?P<year>", "?:")
_A_TIME = rf"(?:{_WITHOUT_YEAR}|[0-9]|{MONTH}\b|{_SEASON}\b|uke\b|utgangen|slutten)"
_FEAST = r"(?:jul(?:en|a|aften)?|påsken?|pinsen?|nyttår(?:et)?)"

# «7. jul 2026» and «jul. 2026» are in July; «jul 2026» is Christmas.
IS_FEAST = re.compile(rf"(?:.* )?(?<![0-9] )(?<![0-9]\. )(?<![0-9]\.){_FEAST}(?!\.)(?: .*)?")
IS_BEFORE_A_SEASON = re.compile(
    rf"(?:.* )?(?:innen|før) (?:{_SEASON}|sommerferien?|høstferien?|vinterferien?) {_WITHOUT_YEAR}"
)
IS_A_LENGTH = re.compile(rf"[0-9]{{1,2}}-årige? prosjekt(?:et)?(?: i)? {_WITHOUT_YEAR}")

_TIME_OF_YEAR = rf"(?:[0-9./ ]*{MONTH}|{_SEASON}|[0-9]{{1,2}}\.[0-9]{{1,2}}\.?(?:{_WITHOUT_YEAR})?)"
_DOUBTS: tuple[tuple[re.Pattern[str], Doubt], ...] = tuple(
    (re.compile(words), doubt)
    for words, doubt in (
        (rf"(?:.* )?(?:ca|cirka|omtrent|omkring|rundt)\.? {_A_TIME}.*|~ ?{_A_TIME}.*", Doubt.ABOUT),
        ((rf"(?:.* )?(?:medio|primo|midten av|begynnelsen av|starten av|tidlig(?: på| i)?"
          rf"|sent(?: på| i)?) .*{_WITHOUT_YEAR}.*"), Doubt.ABOUT),
        (IS_FEAST.pattern, Doubt.FEAST),
        (IS_BEFORE_A_SEASON.pattern, Doubt.BEFORE_SEASON),
        (r".*(?<!\w)[0-9]{1,2}-årig.*", Doubt.LENGTH),
        (rf".*{_WITHOUT_YEAR}(?: og| eller| i stedet for| ) .*{_WITHOUT_YEAR}.*", Doubt.SEVERAL),
        (rf".*{_WITHOUT_YEAR} (?:[0-9]{{1,2}}\.|{MONTH}|{_SEASON}).*{_WITHOUT_YEAR}.*",
         Doubt.SEVERAL),
        (rf"{_TIME_OF_YEAR} (?:og|eller) {_TIME_OF_YEAR} {_WITHOUT_YEAR}", Doubt.SEVERAL),
        ((r"(?:(?:innen|i|ila|løpet av|utgangen av|slutten av|ved|mot) )*(?:året|inneværende år|år)"
          r"|[qkt][1-4](?: ?[-/] ?[qkt]?[1-4])?|kvartal [1-4]"), Doubt.NO_YEAR),
        ((r"(?:.* )?(?:(?:lang|kort)siktig|nå|snarest(?: mulig)?|snarlig"
          r"|så (?:snart|fort|raskt) som (?:mulig|råd)"
          r"|snar[ae]st(?: råd)?|omgående|umiddelbart|straks(?:tiltak)?|snart|senere"
          r"|etter ?hvert|i nær fremtid"
          r"|(?:på )?(?:(?:kort|lang|lengre) )?sikt|(?:de |i de |dei )?(?:kommende|neste) .+"
          r"|vanligvis .*|[0-9]+(?:-[0-9]+)? måned(?:er)?\b(?!.* etter ).*)"), Doubt.VAGUE),
        (r"(?:.* )?ved behov .*", Doubt.EVENT),
        ((r"(?:.* )?(?:ved (?:behov|anledning|forespørsel|oppstart|ledighet|skoleårets start)"
          r"|.*skolestart.*"
          r"|på (?:forespørsel|førespurnad)|avventer .*|venter på .*|(?:pre|før)-?lansering"
          r"|.*(?:-møtet?|valg?perioden?|kommunestyreperioden?))"), Doubt.EVENT),
        (rf"(?:.* )?(?:før|etter|når)(?: at)? (?!(?:den )?{_A_TIME}).*", Doubt.EVENT),
        (rf"(?!.*{_WITHOUT_YEAR})(?!.*{_SHORT_YEAR})(?!.*\b(?:{ANY_RHYTHM})\b).*(?<!\w)"
         rf"(?:{MONTH}(?!\w)|{_SEASON}(?!\w)|uke [0-9]"
         rf"|(?:[0-9]{{1,2}}\. ?-?[0-9. -]*|(?:første|andre|tredje|fjerde|siste) )"
         rf"(?:kvartal|halvår|tertial)|[0-9]{{1,2}}[./][0-9]{{1,2}}(?![./0-9]|-[0-9]{{2}})).*",
         Doubt.NO_YEAR),
        (rf".*{_WITHOUT_YEAR}(?![0-9]).*{_WITHOUT_YEAR}.*", Doubt.SEVERAL),
        (rf"(?!.*{_WITHOUT_YEAR})(?:.* )?(?:ved|dersom|forutsatt|avheng(?:er|ig) av) .*",
         Doubt.EVENT),
    )
)  # fmt: skip


def doubt_of(said: str) -> Doubt:
    """What words that are not understood leave open; folded, as the grammar reads them."""
    return next((doubt for words, doubt in _DOUBTS if words.fullmatch(said)), Doubt.NOT_UNDERSTOOD)


def misleads(said: str) -> bool:
    """The words look like a day, and name a feast, a length, or what comes before a season."""
    return any(words.fullmatch(said) for words in (IS_FEAST, IS_BEFORE_A_SEASON, IS_A_LENGTH))
