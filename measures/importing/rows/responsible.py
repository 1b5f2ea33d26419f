"""Who is responsible: one party or several, parted only where the words leave no doubt.

A unit's name may hold «og», commas and colons («Oppvekst og velferd: NAV ved Helse, mestring og
bolig»), so a sign alone parts nothing (domain.md, «Responsible»).
"""

import re

_ROLE = (
    r"(?:\w*(?:leder|leiar|sjef|direktør|konsulent(?:en|ene|er)?|koordinator(?:en|er)?"
    r"|representant(?:er)?|følger(?:e|ne)?|lege(?:n|r)?|overlege|sykepleier(?:e|en)?|terapeut(?:er)?"
    r"|rådgiver(?:e|en)?|veileder(?:e|en)?|kontakt(?:en|er)?|ansatt(?:e)?|rektor(?:er)?"
    r"|medarbeider(?:e)?|arbeider(?:e)?))\b"
)
_UNIT = (
    r"(?:NAV|Nav|SaLTo|SalTo|DPS|KORUS|Korus|FACT|ARA|HFU|PPT|BUP|Alle|Bydel\w*|Seksjon|Avdeling"
    r"|Enhet|Team|Helsestasjon|Barnevern\w*|Forebyggende|Kriseteam|Utekontakten|Uteseksjonen"
    r"|Velferdsetaten|Helseetaten|Utdanningsetaten|Politi\w*|Psykisk|Frivillig\w*|Skole\w*"
    r"|\w+tjenesten?|\w+kontoret|\w+teamet|\w+enheten|\w+seksjonen|\w+avdelingen|\w+etaten)"
)
_STARTS_A_PARTY = re.compile(rf"(?:(?:fag|team|avdelings|enhets)?{_ROLE}|{_UNIT})")
_STARTS_WITH_A_NAME = re.compile(r"[A-ZÆØÅ]")
_TOGETHER = re.compile(r"\s+(?:i (?:tett )?samarbeid med|sammen med|i samarb\.? (?:med|m/))\s+")
_SLASH = re.compile(r"(?<!\bv)(?<!\bm)(?<!\bog)/\s*")
_AND = re.compile(r"\s+(?:og|samt|&)\s+")
_BRACKETS = re.compile(r"\([^)]*\)")


def parties_of(text: str) -> tuple[str, ...]:
    """The parties that a cell names; the whole cell as one where nobody can tell."""
    lines = [line.strip(" -•\t") for line in _joined_lines(text)]
    parties = [party for line in lines if line for party in _of_line(line)]
    return tuple(dict.fromkeys(party.strip(" ,;.") for party in parties if party.strip(" ,;.")))


def _joined_lines(text: str) -> list[str]:
    """Lines that are parties; one that goes on from the line before is put together with it."""
    lines: list[str] = []
    for line in (each.strip() for each in text.split("\n")):
        goes_on = lines and (
            re.search(r"(?:,|/|:|\bog|\bsamt|\bfor|\bi|\bv/|\bved|\bmed)$", lines[-1])
            or re.match(r"(?:og|samt|for|i|ved|v/)\b", line)
            or (line[:1].islower() and not _STARTS_A_PARTY.match(line))
        )
        if goes_on:
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return lines


def _of_line(line: str) -> list[str]:
    if ":" in line and "," in line:
        return [line]  # whether the unit before the colon is of all or of the first, nobody knows
    unit, colon, within = line.partition(": ")
    if colon and ":" not in within:
        return [f"{unit}: {party}" for party in _by_and(within)]
    found = [line]
    for part in (_together, _by_semicolon, _by_slash, _by_comma):
        found = [piece for each in found for piece in part(each)]
    return found


def _together(text: str) -> list[str]:
    return _TOGETHER.split(text)


def _by_semicolon(text: str) -> list[str]:
    return text.split(";")


def _by_slash(text: str) -> list[str]:
    pieces = _SLASH.split(text)
    if len(pieces) > 1 and all(_may_stand_alone(piece.strip()) for piece in pieces):
        return pieces
    return [text]


def _by_comma(text: str) -> list[str]:
    """At commas where each piece may stand alone; then «og» in the last piece may part too."""
    hidden = _BRACKETS.sub(lambda found: "(" + "\0" * (len(found.group()) - 2) + ")", text)
    cuts = [found.start() for found in re.finditer(",", hidden)]
    pieces = [text[a:b].strip(" ,") for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    if len(pieces) > 1:
        is_name_of_a_unit = re.match(r"(?:avdeling|seksjon|enhet|etat) for ", text, re.IGNORECASE)
        if is_name_of_a_unit or not all(_may_stand_alone(p) or _is_known(p) for p in pieces):
            return [text]
        return [*pieces[:-1], *_last_of_several(pieces[-1])]
    return _by_and(text)


def _last_of_several(text: str) -> list[str]:
    """«NAV og Fritid» that ends a list of parties is two of them."""
    both = re.fullmatch(r"(?P<one>[A-ZÆØÅ]\S*) og (?P<other>[A-ZÆØÅ].*)", text)
    return [both["one"], both["other"]] if both else _by_and(text)


def _by_and(text: str) -> list[str]:
    """At «og» where a role or a unit that is known stands on both sides: «Oppvekst og velferd» is
    one."""
    for found in _AND.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if before.endswith("-") or not _STARTS_A_PARTY.match(after):
            continue
        if _STARTS_A_PARTY.search(before) or _STARTS_WITH_A_NAME.match(after):
            return [before, *_by_and(after)]
    return [text]


def _may_stand_alone(piece: str) -> bool:
    return bool(_STARTS_WITH_A_NAME.match(piece) or _STARTS_A_PARTY.match(piece))


def _is_known(piece: str) -> bool:
    return (
        re.fullmatch(r"(?:forebyggende|politi|skole(?:r|ne)?|barnevern|frivillige)", piece)
        is not None
    )
