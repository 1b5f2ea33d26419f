"""How far measures are come, drawn: a bar of their steps, and what its colours mean."""

from collections.abc import Mapping

from measures.vocabulary import PSEUDO_LABELS, STAGES, UNMAPPED
from reporting.files.bars import stacked_bar
from reporting.files.docx import Paragraph, Picture, Table
from ruspolitikk.wording import listed

COLOURS = {
    "waiting": "F2F2F2",
    "under_way": "B3F5FF",
    "in_force": "43F8B6",
    "completed": "034B45",
    "cancelled": "B3B3B3",
    UNMAPPED: "FFE7BC",
}
NOT_REPORTED, NOT_REPORTED_COLOUR = "Ikke rapportert", "FFFFFF"
STEPS = (*((name, label) for name, label, _codes in STAGES), (UNMAPPED, PSEUDO_LABELS[UNMAPPED]))
SWATCH = 90
"""Pixels: how wide a colour of the legend is drawn."""
BAR_WIDTH, SWATCH_WIDTH = 10.5, 0.8
"""Centimetres."""


def legend() -> Table:
    swatches: list[list[Picture | Paragraph]] = [
        [Picture(_swatch(place), SWATCH_WIDTH, f"Fargen for «{label}»"), Paragraph(label)]
        for place, label in enumerate([*(label for _name, label in STEPS), NOT_REPORTED])
    ]
    return Table((), [1] * len(swatches), [swatches], has_lines=False)


def _swatch(place: int) -> bytes:
    """The colour and pattern that a part has at its place in every bar."""
    colours = [*(COLOURS[name] for name, _label in STEPS), NOT_REPORTED_COLOUR]
    return stacked_bar([(int(n == place), colour) for n, colour in enumerate(colours)], SWATCH)


def bar(
    stages: Mapping[str, int], not_reported: int, alternative: str, width: float = BAR_WIDTH
) -> Picture:
    """`stages` are how many measures are in each step; the width is in centimetres."""
    parts = [(stages.get(name, 0), COLOURS[name]) for name, _label in STEPS]
    return Picture(stacked_bar([*parts, (not_reported, NOT_REPORTED_COLOUR)]), width, alternative)


def bar_in_words(stages: Mapping[str, int], not_reported: int) -> str:
    """«7 i gang, 3 ikke rapportert»: what the bar says to who does not see it."""
    silent = f"{not_reported} {NOT_REPORTED.lower()}"
    return f"{stages_in_words(stages)}, {silent}" if any(stages.values()) else silent


def stages_in_words(stages: Mapping[str, int]) -> str:
    """«7 ikke i gang, 17 i gang og 1 med ukjent statusord»; those that are none are left out."""
    words = {name: label.lower() for name, label in STEPS}
    words[UNMAPPED] = f"med {words[UNMAPPED]}"
    return listed([f"{stages[name]} {words[name]}" for name in words if stages.get(name)])
