"""What one machine carries: `uv run --group load python -m tests.load`.

On SQLite and on PostgreSQL at the size of the real city, and on PostgreSQL at ten times that: all
of production is started on this machine (`tests/production.py`; needs `nginx` and `openssl`), the
people log in, and then the clock starts. One redaktør and one byadministrator are alone; then all
of them are there, with 20 to 60 seconds between two answers, while all tiltak are fetched as a file
and a plan is read in; then fifty save at once. Ends with 1 where an answer was wrong or a save was
lost, with 2 where only a bound of speed or memory is broken.
"""

import argparse
import sys
from importlib.util import find_spec
from time import monotonic
from typing import NamedTuple

from tests.load.figures import (
    ARRIVING,
    CROWD_BOUND,
    ENOUGH,
    EXPORT,
    EXPORT_BOUND,
    MEMORY_BOUND,
    READING,
    SAVES,
    Asked,
    Told,
    beside_slow_saves,
    lines_of,
    megabytes_at,
    quantile,
    saves_beside,
)
from tests.load.machine import OTHERS, Watch, full_in
from tests.load.place import OnSQLite, Place

PLACES: dict[str, tuple[type[Place], int]] = {
    "sqlite": (OnSQLite, 60),
    "postgresql": (Place, 60),
    "ten": (Place, 600),
}
"""How many tiltak each of the 60 plans has that are made up: 3,600, and 36,000."""
FIRST_LOOK, LAST_LOOK = 30, 180  # seconds after which a worker's memory is held against itself
STORM = 50
DOCUMENT_ROWS = 1_200
"""Five times what a plan of a bydel has at the most, so that the worker reads it for some time."""
ALONE = ("Redaktor", "Byadministrator")
QUIET = 0.15
"""Of the cores; what others use above it makes the times mean nothing."""
WARM_UP = 12  # seconds before them, so that each of four workers has read its templates


class Verdict(NamedTuple):
    """One bound, in words; `is_of_speed` where it says nothing about what was lost."""

    what: str
    is_held: bool
    is_of_speed: bool = False


class Measured(NamedTuple):
    """All that was asked and watched in one place."""

    alone: list[Asked]
    crowd: Told
    crowd_watch: Watch
    storm: Told
    storm_watch: Watch
    aftermath: dict[str, int]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--on", choices=PLACES, nargs="*", default=[*PLACES], help="where")
    parser.add_argument("--minutes", type=float, default=4, help="of the crowd, in each place")
    parser.add_argument("--tiltak", type=int, help="of each made-up plan, in place of 60 and 600")
    parser.add_argument(
        "--rows", type=int, default=DOCUMENT_ROWS, help="of the plans that are read in meanwhile"
    )
    parser.add_argument("--people", type=int, default=20, help="redaktører of each bydel")
    parser.add_argument("--alone", type=int, default=45, help="seconds of each of the two alone")
    parser.add_argument("--think", default="20-60", help="seconds between two answers")
    parser.add_argument("--rounds", type=int, default=6, help="of the storm")
    parser.add_argument("--dice", default="16", help="the seed of all that is drawn")
    asked = parser.parse_args()
    if find_spec("locust") is None:
        sys.exit("Missing: locust. Run: uv run --group load python -m tests.load")
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    verdicts = [verdict for name in asked.on for verdict in measured_on(name, asked)]
    broken = [verdict for verdict in verdicts if not verdict.is_held]
    return 0 if not broken else 2 if all(each.is_of_speed for each in broken) else 1


def measured_on(name: str, asked: argparse.Namespace) -> list[Verdict]:
    """Measures one place, and prints its tables."""
    begun, (kind, size) = monotonic(), PLACES[name]
    size = asked.tiltak or size
    print(f"\n## {name}: {60 * size} tiltak beside the real ones, {15 * asked.people} redaktører\n")
    with kind.started(is_durable=True) as place:
        place.open_with(size, asked.people, STORM, asked.rows)
        doors = place.open_sessions()
        print(
            f"{len(doors)} sessions were opened before the clock started, four at a time: "
            f"p95 {quantile(doors, 0.95):.0f} ms for the page and the password.\n"
        )
        found = all_of_it(place, asked)
        tell_times(found)
        verdicts = verdicts_of(found, place.faults)
    for verdict in verdicts:
        word = "held" if verdict.is_held else "BROKEN"
        print(f"- {verdict.what}: {word}")
    print(f"\n{(monotonic() - begun) / 60:.0f} minutes.")
    return verdicts


def all_of_it(place: Place, asked: argparse.Namespace) -> Measured:
    dice = ("--dice", asked.dice)

    def one(phase: str, kind: str, seconds: int) -> list[Asked]:
        alone = (*dice, "--think", "0-0", "--run-time", f"{seconds}s", "--users", "1")
        return place.run(f"{phase}-{kind}", kind, *alone, only=1)[0].asked

    for kind in ALONE:
        one("warm-up", kind, WARM_UP)
    ones = [each for kind in ALONE for each in one("alone", kind, asked.alone)]
    people = ("Redaktor", "Byadministrator", "Exports", "ReadsIn")
    number = len([p for p in place.cast["people"] if p["role"] != "storm"])
    long = ("--run-time", f"{asked.minutes * 60:.0f}s", "--think", asked.think)
    many = ("--users", f"{number}", "--spawn-rate", f"{number}")
    crowd, crowd_watch = place.run("crowd", *people, *dice, *long, *many)
    fifty = ("--users", f"{STORM}", "--spawn-rate", f"{STORM}", "--rounds", f"{asked.rounds}")
    storm, storm_watch = place.run("storm", "Storm", *dice, *fifty, "--run-time", "600s")
    aftermath = place.aftermath()
    return Measured(ones, crowd, crowd_watch, storm, storm_watch, aftermath)


# --- The tables -----------------------------------------------------------------------------------


def tell_times(found: Measured) -> None:
    print("| what | in the crowd | p50 alone | p95 alone | p50 in the crowd | p95 | ratio of p95 |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    there = found.crowd.once_all_had_come()
    whole, *kinds = lines_of(found.alone, there.asked)
    parts = [
        lines_of(found.alone, asked)[0]._replace(name=f"alt {ran}")
        for ran, asked in there.by_what_ran().items()
    ]
    came = lines_of(found.alone, found.crowd.while_all_came())[0]
    parts.append(came._replace(name=f"alt in the {ARRIVING} s before that, while all came"))
    for line in (whole, *parts, *kinds):
        alone = " | ".join(f"{ms:.0f}" if line.ratio else "–" for ms in line.alone)
        crowd = " | ".join(f"{ms:.0f}" for ms in line.crowd)
        ratio = f"{line.ratio:.1f}" if line.ratio else "–"
        print(f"| {line.name} | {line.number} | {alone} | {crowd} | {ratio} |")
    tell_slow_saves(found)
    storm = [each.ms for each in found.storm.asked if each.name in SAVES]
    print(
        f"\n{STORM} who save at once: {len(storm)} answers, p50 {quantile(storm, 0.5):.0f} ms, "
        f"p95 {quantile(storm, 0.95):.0f} ms, the last after {max(storm, default=0):.0f} ms.\n"
    )
    for what, watch in (("the crowd", found.crowd_watch), ("the storm", found.storm_watch)):
        shares = watch.shares()
        told = ", ".join(f"{name} {share:.1%}" for name, share in shares.items())
        print(f"Full in {what}: {full_in(shares)}. Of all cores, the disk of its time: {told}.\n")
        if shares[OTHERS] > QUIET:
            print(f"{shares[OTHERS]:.0%} of the cores were others': the times mean nothing.\n")


def tell_slow_saves(found: Measured) -> None:
    saves = [each.ms for each in found.crowd.asked if each.name in SAVES]
    bound = EXPORT_BOUND * p95_of_saves_alone(found)
    beside = beside_slow_saves(found.crowd, bound).most_common()
    told = ", ".join(f"{what} {number}" for what, number in beside)
    slow = sum(ms > bound for ms in saves)
    print(f"\nOf {len(saves)} saves {slow} took more than {bound:.0f} ms. Beside: {told or '–'}.")


def p95_of_saves_alone(found: Measured) -> float:
    return quantile([each.ms for each in found.alone if each.name in SAVES], 0.95)


def verdicts_of(found: Measured, faults: list[str]) -> list[Verdict]:
    """Right or wrong first, then how quick."""
    everything = [*found.alone, *found.crowd.asked, *found.storm.asked]
    errors = [each for each in everything if each.status >= 500 or not each.status]
    wrong = [each.fault for each in everything if each.fault]
    saves = [*found.crowd.saves, *found.storm.saves]
    after = dict(found.aftermath)
    told = after.pop("acknowledged")
    refused = sum(save.is_refused for save in saves)
    return [
        Verdict(f"server errors of {len(everything)} answers: {len(errors)}", not errors),
        Verdict(
            f"answers that were not as they should be: {len(wrong)} {wrong[:5] or ''}", not wrong
        ),
        Verdict(f"what was started, ended and logged in: {faults or 'all'}", not faults),
        Verdict(
            f"saves that were answered «saved»: {told}, and told that another was first: {refused}",
            bool(told),
        ),
        *(Verdict(f"{what}: {number}", not number) for what, number in after.items()),
        *(Verdict(what, is_held, is_of_speed=True) for what, is_held in speed(found)),
    ]


def speed(found: Measured) -> list[tuple[str, bool]]:
    there = found.crowd.once_all_had_come()
    whole = lines_of(found.alone, there.asked)[0]
    alone = p95_of_saves_alone(found)
    exports, readings = found.crowd.spans_of(EXPORT), found.crowd.spans_of(READING)
    beside = saves_beside(there.asked, exports)
    saved = quantile(beside, 0.95) / alone if alone else 0
    memory = found.crowd_watch.largest()
    lasted = memory[-1][0]
    first, last = (megabytes_at(memory, second) for second in (FIRST_LOOK, LAST_LOOK))
    return [
        (
            f"p95 in the crowd, once all had come: × {whole.ratio or 0:.1f} of alone, at most "
            f"{CROWD_BOUND}",
            0 < (whole.ratio or 0) <= CROWD_BOUND,
        ),
        (
            f"p95 of {len(beside)} saves while one of {len(exports)} exports ran ({len(readings)} "
            f"readings-in): × {saved:.1f} of alone, at most {EXPORT_BOUND}",
            0 < saved <= EXPORT_BOUND and len(beside) >= ENOUGH,
        ),
        (
            f"the largest worker: {first:.0f} MB after {FIRST_LOOK} s, {last:.0f} MB after "
            f"{min(LAST_LOOK, lasted):.0f} s, × {last / first:.2f}, at most {MEMORY_BOUND}",
            last <= MEMORY_BOUND * first and lasted >= LAST_LOOK - 5,
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
