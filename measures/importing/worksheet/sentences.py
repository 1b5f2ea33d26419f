"""What a person is told of an arbeidsark that came back: which row, what is wrong, what to do."""

from collections.abc import Sequence

DAY = "Statusene gjelder per"
REASON_WITHOUT_DEADLINE = "Her står hvorfor fristen flyttes, men ikke ny frist. Skriv fristen."


def lost_its_keys(name: str) -> str:
    return (
        f"«{name}» er et arbeidsark, men det skjulte arket som sier hvilke tiltak radene gjelder, "
        "er borte eller endret. Hent et nytt arbeidsark, og lim svarene inn der."
    )


def lost_its_rows(name: str) -> str:
    return (
        f"«{name}» er et arbeidsark, men overskriftene er borte. "
        "Hent et nytt arbeidsark, og lim svarene inn der."
    )


def lost_columns(name: str, headings: Sequence[str]) -> str:
    named = ", ".join(f"«{heading.partition(chr(10))[0]}»" for heading in headings)
    which = f"kolonnen {named}" if len(headings) == 1 else f"kolonnene {named}"
    return (
        f"«{name}» er et arbeidsark uten {which}. Hent et nytt arbeidsark, og lim svarene inn der."
    )


def unknown_key(row: int) -> str:
    return f"Rad {row} har en nøkkel vi ikke kjenner, og er ikke lest."


def without_key(row: int) -> str:
    return (
        f"Rad {row} har ingen nøkkel, og er ikke lest. "
        "Er det et nytt tiltak, legger du det til i planen."
    )


def locked_is_changed(row: int) -> str:
    return (
        f"Rad {row} er ikke lest: De grå feltene er endret, eller nøkkelen hører til en annen rad. "
        "Skriv bare i de hvite feltene."
    )


def twice(key: str, first: str, row: int) -> str:
    return f"To rader har nøkkelen {key}: {first} og rad {row}. Behold én av dem."


def unknown_risk(words: str) -> str:
    return f"«{words}» er ingen risiko vi kjenner. Velg Lav, Middels, Høy eller Ikke vurdert."


WITHOUT_REASON = "Ikke begrunnet i arbeidsarket."


def remark_without_status(row: int) -> str:
    return (
        f"Merknaden i rad {row} er ikke lest: Ingen har rapportert på tiltaket ennå. "
        "Velg en ny status i samme rad."
    )


def misfiled(row: int, n: int) -> str:
    return f"Rad {row} er ikke lest: Tiltak {n} er merket som feilført etter at arket ble hentet."


def deleted(row: int, n: int) -> str:
    return f"Rad {row} er ikke lest: Tiltak {n} er slettet etter at arket ble hentet."


def of_another_bydel(name: str) -> str:
    return f"Arket gjelder {name}. Be redaktøren der laste det opp."


PLAN_IS_GONE = "Planen som arket gjelder, finnes ikke lenger."
PLAN_IS_MISFILED = "Planen som arket gjelder, er merket som feilført."
NOTHING_IS_FILLED_IN = "Ingenting er fylt ut, så ingenting er endret."
