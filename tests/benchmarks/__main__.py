"""How fast the pages are beside the same done by hand: `uv run python -m tests.benchmarks`.

Made-up data of a whole city, and of ten times as much, on SQLite and PostgreSQL. Only ratios from
one run are judged, since computers differ. Ends with 1 where a bound is broken.
"""

import argparse
import os
import sys

import django

from tests.benchmarks import databases


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--database", choices=databases.KINDS, help="this one alone")
    parser.add_argument("--hundred", action="store_true", help="×100 instead, on one database")
    parser.add_argument("--quick", action="store_true", help="×1 alone, with fewer runs")
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    django.setup()
    from tests.benchmarks import hundred, run, table  # noqa: PLC0415  the models need the settings

    if asked.hundred:
        _say(hundred.HEADING)
        for answer in hundred.answers(asked.database or databases.SQLITE):
            _say(answer.line)
        return 0
    kept = True
    _say(run.HEADING)
    for kind in [asked.database] if asked.database else databases.KINDS:
        for finding in table.measured(kind, quick=asked.quick):
            kept &= finding.holds
            _say(finding.line(kind))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
