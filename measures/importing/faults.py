"""What in a document cannot be stored or told apart, by its place as the file shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`sheet`, or the table; `column` as the file shows it: «F, Frist». `text` is what stands
    there, `problem` (bokmål) what is wrong. `may_be_left`: the rest can be taken in as it is."""

    sheet: str
    row: int
    column: str
    text: str
    problem: str
    may_be_left: bool = False
