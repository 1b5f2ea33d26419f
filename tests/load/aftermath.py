"""What became of all that was sent: `python -m tests.load.aftermath FILE…`, on the database that
DATABASE_URL names. Prints a line of JSON with counts, each of which should be 0 but the first."""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ruspolitikk.settings"
django.setup()

from measures.models import Measure, Status
from ruspolitikk.accounts.models import Membership, Role
from tests.load.figures import Save, Told, written_over
from tests.nothing_lost.writers import halves


def kept() -> Counter[tuple[str, int]]:
    """By the first word of the remark, and the tiltak; each as often as it is there."""
    rows = Status.objects.filter(remark__startswith="last-").values_list("remark", "measure")
    return Counter((remark.partition(" ")[0], measure) for remark, measure in rows)


def written_across() -> int:
    """Rows of the run that somebody wrote on another bydel's tiltak."""
    rows = Status.objects.filter(remark__startswith="last-")
    own = set(Membership.objects.filter(role=Role.EDITOR).values_list("user_id", "organisation_id"))
    wrote = rows.values_list("recorded_by", "measure__plan__organisation")
    return sum((person, owner) not in own for person, owner in wrote)


def counts(saves: list[Save]) -> dict[str, int]:
    there = kept()
    acknowledged = {(save.key, save.measure) for save in saves if save.is_saved}
    refused = {(save.key, save.measure) for save in saves if save.is_refused}
    return {
        "acknowledged": len(acknowledged),
        "gone": sum(each not in there for each in acknowledged),
        "twice": sum(number > 1 for number in there.values()),
        "written over": len(written_over(saves)),
        "refused and written": sum(each in there for each in refused),
        "across bydeler": written_across(),
        "half there": halves(Measure.objects.filter(pk__in={save.measure for save in saves})),
    }


if __name__ == "__main__":
    told = [Told.read(Path(name)) for name in sys.argv[1:]]
    print(json.dumps(counts([save for each in told for save in each.saves])))
