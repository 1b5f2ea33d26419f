"""Run by an older version of the code, in its own folder, on the database of today's: it opens
pages and saves rows until it is killed, and tells of each on standard output.

`python older_code.py DATABASE MEASURE PREFIX`; it knows only what both versions have.
"""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection
from django.test import Client
from django.utils.timezone import localdate

from measures.models import Measure
from tests.factories import editor_of


def main(name: str, pk: int, prefix: str) -> None:
    connection.settings_dict["NAME"] = name
    measure = Measure.objects.select_related("plan__organisation").get(pk=pk)
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(editor_of(measure.plan.organisation))
    n = 0
    while True:
        n += 1
        for address in ("/tiltak/", f"/tiltak/{pk}/", "/oversikt/", "/runder/"):
            answer = client.get(address, follow=True)
            if answer.status_code != 200:
                print(f"!{answer.status_code} {address}", flush=True)
        version = Measure.objects.values_list("report_version", flat=True).get(pk=pk)
        row = {
            "status": ("in_progress", "implemented")[n % 2],
            "remark": f"{prefix}-{n}",
            "applies_on": f"{localdate():%d.%m.%Y}",
            "version": version,
        }
        answer = client.post(f"/tiltak/{pk}/rad/", row, headers={"HX-Request": "true"})
        saved = answer.status_code == 200
        print(f"{prefix}-{n}" if saved else f"!{answer.status_code} row", flush=True)


main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
