"""The city at a size, and who works in it, in an empty database that DATABASE_URL names:
`python -m tests.load.cast FOLDER SIZE PEOPLE STORM ROWS`.

Writes `cast.json`, for locust: people with their roles, a tiltak of each bydel, plans to compare;
and `plan.xlsx` of ROWS tiltak, which one of them reads in. SIZE is how many tiltak each of the 60
plans has.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ruspolitikk.settings"
django.setup()

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils.timezone import localdate

from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from tests.city import PEOPLE, fill
from tests.reading_in_at_size import sheet

PASSWORD = "Sju kråker på taket"
ADMINS = 5


def make(size: int) -> None:
    fill(size)
    User.objects.update(password=make_password(PASSWORD))
    oslo = Membership.objects.filter(organisation__kind="city")
    some = [f"oslo-{n}" for n in range(ADMINS)]
    oslo.filter(user__username__in=some).update(role=Role.CITY_ADMIN)
    reads_in = User.objects.create(username="bjerke-leser-inn", password=make_password(PASSWORD))
    bjerke = Organisation.objects.get(slug="bjerke")
    Membership.objects.create(user=reads_in, role=Role.EDITOR, organisation=bjerke)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does in production


def people(number: int, storm: int) -> Iterator[dict[str, Any]]:
    """`number` redaktører of each bydel. Those of the storm are the first of these; the place of
    each is by bydel, so that two neighbours share their list."""
    bydeler = Organisation.objects.filter(kind="bydel").order_by("slug")
    editors: list[dict[str, Any]] = [
        {"name": f"{bydel.slug}-{n}", "bydel": bydel.slug, "place": n}
        for bydel in bydeler
        for n in range(PEOPLE)
    ]
    for each in editors:
        if each["place"] < number:
            yield {**each, "role": "editor"}
    for each in editors[:storm]:
        yield {**each, "role": "storm"}
    for n in range(ADMINS):
        yield {"name": f"oslo-{n}", "role": "city_admin"}
    yield {"name": f"oslo-{ADMINS}", "role": "exports"}
    yield {"name": "bjerke-leser-inn", "role": "reads_in", "bydel": "bjerke"}


def write(folder: Path, number: int, storm: int, rows: int) -> None:
    today = localdate()
    bydeler = Plan.objects.filter(organisation__kind="bydel")
    one_of_each = {
        plan.organisation.slug: Measure.objects.filter(plan=plan).earliest("n").pk
        for plan in bydeler.in_force(today).select_related("organisation")
    }
    newest = bydeler.order_by("-starts_on", "slug")[:4]
    (folder / "plan.xlsx").write_bytes(sheet(rows))
    cast = {
        "people": [{**each, "password": PASSWORD} for each in people(number, storm)],
        "one_of_each": one_of_each,
        "plans": [plan.slug for plan in newest],
        "document": str(folder / "plan.xlsx"),
    }
    (folder / "cast.json").write_text(json.dumps(cast))


if __name__ == "__main__":
    size, number, storm, rows = map(int, sys.argv[2:])
    make(size)
    write(Path(sys.argv[1]), number, storm, rows)
