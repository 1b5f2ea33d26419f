"""The columns that a plan's own table may have, in the order that the plans print them."""

from collections.abc import Sequence

HEADINGS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Nr", frozenset({"nr", "nr."})),
    ("Mål", frozenset({"mål"})),
    ("Innsatsområde", frozenset({"innsatsområde"})),
    ("Tiltak", frozenset({"tiltak", "tiltaksbeskrivelse"})),
    ("Beskrivelse av tiltaket", frozenset({"beskrivelse av tiltaket", "beskrivelse"})),
    ("Ansvarlig", frozenset({"ansvarlig"})),
    ("Frist", frozenset({"frist"})),
    ("Status", frozenset({"status"})),
    ("Risiko", frozenset({"risiko", "risiko for gjennomføring"})),
    ("Merknader", frozenset({"merknader", "merknad"})),
)
"""Each heading, and the ways that plans write it."""


def headings_to_choose(own: Sequence[str]) -> list[str]:
    """Every heading a plan may have, in the fixed order; its own spelling where it has one.

    >>> headings_to_choose(["MÅL", "Antall"])[1], headings_to_choose(["MÅL", "Antall"])[-1]
    ('MÅL', 'Antall')
    """
    ordered = [
        next((written for written in own if written.casefold() in spellings), heading)
        for heading, spellings in HEADINGS
    ]
    return [*ordered, *(written for written in own if written not in ordered)]
