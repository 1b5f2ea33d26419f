"""One spelling for the words that deadlines are written in: abbreviations, nynorsk, dashes.

Nothing here takes a meaning away or adds one; the grammar (`sentences`) reads what comes out.
"""

import re
import unicodedata

from measures.deadline_language.times import MONTH

_OF_DAY = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_SAME_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words), spelled)
    for words, spelled in (
        (r"[‐‒–—−]", "-"),
        # The time of day says nothing of the day: «Hver onsdag kl. 18.00–20.00».
        (rf"\bkl(?:okk[ae]n?)?\b\.? ?{_OF_DAY}(?: ?(?:-|til|og) ?(?:kl\b\.? ?)?{_OF_DAY})?"
         r"(?!\w|[.:]\d)", " "),
        (r"[,;:()]", " "),
        (r"\bpe?r\b\.?", "per "),
        (r"\b(?:f\.? ?o\.? ?m|fr[aå] og med)\b\.?", "fom "),
        (r"\b(?:t\.? ?o\.? ?m|til og med)\b\.?", "tom "),
        (r"\bi\.? ?l\.? ?a\b\.?", "ila "),
        (r"\b(?:skole|skule)år(?:et)?\b(?= [\"'0-9])", "skoleåret"),
        (r"\bmnd\b\.?", "måned "),
        (r"(?<=[0-9.]) ?kv\b\.?", " kvartal"),
        (r"\bv/ ?(?=\w)", "ved "),
        (r"\butg\b\.?", "utgangen"),
        (r"\bkont\b\.?", "kontinuerlig"),
        (r"\bkv\.? ?([1-4])\b", r"kvartal \1"),
        (r"\b([1-4]) ?x\b", r"\1 ganger"),
        (r"\bmin\.|\bminimum\b", "minst"),
        # «aug. 26 – juni 27»: between two months, both are years.
        (rf"\b({MONTH})\.? ?(2[4-9]) ?- ?({MONTH})\.? ?(2[4-9]|3[0-9])(?![\w.])",
         r"\1 20\2 - \3 20\4"),
        (r"\b(\d|en|to|tre|fire) ?(?:g[ao]ng(?:er)?|g|ggr?)?\.? ?/ ?år\b", r"\1 ganger per år"),
        (r"\bg\b\.?(?= ?(?:per|årl|i året))", "ganger "),
        (r"\b(1|en|én|ein|èn) ganger\b", r"\1 gang"),
        # What is to be done by a day, and not what runs until it.
        (r"\b(?:ferdig(?:stil(?:t|les))?|klart?|levert|på plass) (?:inn)?til\b", "innen"),
        # Nynorsk.
        (r"\b(gjennomfør|ferdigstill|start|revider|evaluer|ruller|iverksett|igangsett|avslutt"
         r"|etabler)ast\b", r"\1es"),
        (r"\b(?:veke|vike)", "uke"),
        (r"\bvekentleg", "ukentlig"),
        (r"\bmånad", "måned"),
        (rf"\b({MONTH}) måned (?=(?:19|20)[0-9]{{2}})", r"\1 "),
        (r"\bgong(er)?\b", r"gang\1"),
        (r"\bann(?:a|an|en|et) ?kvar(t?)\b", r"annen hver\1"),
        (r"\bkvar(t?)\b", r"hver\1"),
        (r"\bvere\b", "være"),
        (r"\b(?:gjeldande|gjeldende)\b|\bgjeld\b", "gjelder"),
        (r"\bsett til\b", "satt til"),
        (r"\bmåndag", "mandag"),
        (r"\btysdag", "tirsdag"),
        (r"\blaurdag", "lørdag"),
        (r"\bsundag", "søndag"),
        (r"\bein\b", "en"),
        (r"\b(start|begynn)ar\b", r"\1er"),
        (r"\bheile\b", "hele"),
        (r"\btid[ae]\b", "tiden"),
        (r"\båra\b(?= (?:19|20)[0-9])", "årene"),
        (r"\btilskot(?:et)?\b", "tilskudd"),
        (r"\bhandsam(?:ast|es|a)\b", "behandles"),
        (r"\bfyrste\b", "første"),
        (r"\bfrå\b", "fra"),
        (r"\binnan\b", "innen"),
        (r"\bseinast\b", "senest"),
        (r"\butgongen\b", "utgangen"),
        (r"\biløpet\b", "i løpet"),
        (r"\b((?:halv)?år|kontinuer|måned|ukent|dag)leg(e?)\b", r"\1lig\2"),
        (r"\bjam(?:n)?leg(e?)\b", r"jevnlig\1"),
        (r"løpande\b", "løpende"),
        (r"\bhaust", "høst"),
        (r"\bsommar", "sommer"),
        (r"(?<=period)a\b", "en"),
        (r"\bèn\b", "én"),
        (r"\bførespurnad\b", "forespørsel"),
        (rf"\bhver (?=(?:[0-9]{{1,2}}\. ?)?{MONTH}\b)", "årlig "),
        # «mars -25», «31.12.-25», «høst '26», «mai.25» of Excel; «H25» is the autumn of a school,
        # and «V26» may be a week.
        (rf"\b({MONTH})\.([2-4][0-9])(?![\w.])", r"\1 20\2"),
        (r"(?<=[a-zæøå.]) ?[-'’´]([2-4][0-9])(?![\w.])", r" 20\1"),
        (r"(?<=[a-zæøå]) [-'’´]([01][0-9])(?![\w.])", r" 20\1"),
        (r"(?<!\S)h([2-4][0-9])(?!\S)", r"høst 20\1"),
        # That it is looked at once a year is not when it is to be done.
        (r"\b(kontinuerlig|(?:fort)?løpende) +(?:(?:og|med) +)?(?:(?:evaluer|rapporter|revider"
         r"|gjennomgå|oppdater|ruller)e?s (?:minst )?(?:årlig|hvert år)|årlig (?:evaluering"
         r"|rapportering|revisjon|gjennomgang|oppdatering|rullering))\b", r"\1"),
        (r"\b(kontinuerlig|(?:fort)?løpende) +(?:- +)?(?:ut[ea]n|ing?en) (?:(?:fast|konkret|bestemt"
         r"|endelig) )?(?:slutt(?:dato|tidspunkt|frist)?|tidsfrist|frist)\b", r"\1"),
        # «Oppstart januar 2025, ferdig desember 2025» is from the one to the other.
        (r"\b(?:opp)?start(?:er|es)? +(?:opp )?(?:i )?(.{4,30}?)[. -]+(?:og )?"
         r"(?:ferdig(?:stil\w+)?|slutt(?:føres|ført)?|full(?:føres|ført)|avslutt\w+)"
         r"(?: +(?:innen|i|ila|senest|den))* +(?=\w)", r"fra \1 til "),
    )
)  # fmt: skip


def folded(said: str) -> str:
    """The folding of `ruspolitikk.wording.fold`, made here so that this room needs no Django."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", said).casefold())


def in_one_spelling(said: str) -> str:
    """A folded deadline in one spelling, with single spaces and no full stop at the end."""
    for words, spelled in _SAME_WORDS:
        said = words.sub(spelled, said)
    return " ".join(said.split()).strip(" .!")
