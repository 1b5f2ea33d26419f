"""The worker as an operator starts it: another process, which finds its tasks in the database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.slow, pytest.mark.one_database]

UPLOADED = """
from datetime import timedelta
from django.utils import timezone
from measures.importing.tasks import read_in
from measures.models import Reading
from ruspolitikk.accounts.models import Organisation, User
from tests.measures.importing.test_worker import pdf
reading = Reading.objects.create(
    organisation=Organisation.objects.get(slug="bjerke"),
    uploaded_by=User.objects.create(username="bjerke"),
    kept_until=timezone.now() + timedelta(days=30),
    file_name="Plan.pdf",
    content=pdf(6, "Tilby grupper for ungdom"),
    state="being_read",
    seen_at=timezone.now(),
)
read_in.enqueue(reading.pk)
"""
ASKED = """
from measures.models import Reading
reading = Reading.objects.get()
print(reading.state, reading.pages_read, len((reading.document or {}).get("tables", [])))
"""


def test_what_was_uploaded_is_read_by_another_process(tmp_path: Path) -> None:
    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        production = {
            "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "example.org",
        }
        inherited = {
            name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
        }
        done = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env=inherited | production,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("migrate")
    manage("load_plans")
    manage("shell", "--no-imports", "-c", UPLOADED)
    assert manage("shell", "--no-imports", "-c", ASKED) == "being_read None 0\n"
    manage("db_worker", "--batch", "--no-startup-delay")
    assert manage("shell", "--no-imports", "-c", ASKED) == "open 6 1\n"
