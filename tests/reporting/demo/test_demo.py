"""`manage.py demo` as a newcomer runs it: in a copy of the source, with nothing made beforehand."""

import os
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

SOURCE = ("ruspolitikk", "plans", "measures", "reporting", "templates", "fixtures")
NOT_INHERITED = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
PRODUCTION = {"SECRET_KEY": settings.SECRET_KEY, "ALLOWED_HOSTS": "example.org"}

Done = subprocess.CompletedProcess[str]


def demo(clone: Path, *arguments: str, **environment: str) -> Done:
    return subprocess.run(
        [sys.executable, "manage.py", "demo", *arguments],
        cwd=clone,
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def database(clone: Path) -> Path:
    return clone / ".ruspolitikk" / "db.sqlite3"


def ask(clone: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database(clone))) as file, file:
        return file.execute(sql).fetchall()


def copied_source(to: Path) -> Path:
    for folder in SOURCE:
        shutil.copytree(settings.BASE_DIR / folder, to / folder)
    shutil.copy(settings.BASE_DIR / "manage.py", to)
    return to


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    clone = copied_source(tmp_path_factory.mktemp("first"))
    return clone, demo(clone, "--no-serve")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The source, where the demo has not been run."""
    return copied_source(tmp_path)


@pytest.fixture
def prepared(first_run: tuple[Path, Done], tmp_path: Path) -> Path:
    """A copy where the demo has been made ready."""
    return shutil.copytree(first_run[0], tmp_path / "prepared")


def test_the_first_run_loads_the_plans_and_says_who_can_log_in(
    first_run: tuple[Path, Done],
) -> None:
    clone, done = first_run
    assert done.returncode == 0, done.stderr
    for word in ("http://127.0.0.1:8000/", "«demo»", "byadmin", "leser", "gamle-oslo", "grorud"):
        assert word in done.stdout
    assert ask(clone, "SELECT count(*) FROM measures_measure") == [(205,)]
    assert ask(clone, "SELECT count(*) FROM accounts_user") == [(17,)]
    [(grorud,)] = ask(clone, "SELECT email FROM accounts_user WHERE username = 'grorud'")
    assert grorud == "grorud@example.org"


def test_the_secret_key_is_its_own_and_its_owners_alone(first_run: tuple[Path, Done]) -> None:
    key = first_run[0] / ".ruspolitikk" / "secret_key"
    assert len(key.read_text()) >= 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_all_it_makes_is_in_the_one_folder(first_run: tuple[Path, Done]) -> None:
    made = {path.name for path in first_run[0].iterdir()}
    assert made == {*SOURCE, "manage.py", ".ruspolitikk"}


def test_a_second_start_keeps_what_was_entered(prepared: Path) -> None:
    ask(prepared, "UPDATE plans_plan SET title = 'Skrevet om' WHERE slug = 'grorud-2023'")
    key = (prepared / ".ruspolitikk" / "secret_key").read_text()
    assert demo(prepared, "--no-serve").returncode == 0
    titles = ask(prepared, "SELECT title FROM plans_plan WHERE slug = 'grorud-2023'")
    assert titles == [("Skrevet om",)]
    assert (prepared / ".ruspolitikk" / "secret_key").read_text() == key


def test_reset_starts_over(prepared: Path) -> None:
    ask(prepared, "UPDATE plans_plan SET title = 'Skrevet om' WHERE slug = 'grorud-2023'")
    assert demo(prepared, "--no-serve", "--reset").returncode == 0
    titles = ask(prepared, "SELECT title FROM plans_plan WHERE slug = 'grorud-2023'")
    assert titles != [("Skrevet om",)]
    assert ask(prepared, "SELECT count(*) FROM measures_measure") == [(205,)]


def test_a_database_from_before_is_kept_until_a_reset_is_asked_for(prepared: Path) -> None:
    ask(prepared, "UPDATE plans_plan SET title = 'Skrevet om' WHERE slug = 'grorud-2023'")
    ask(prepared, "UPDATE django_migrations SET name = '0001_create' WHERE app = 'measures'")
    done = demo(prepared, "--no-serve")
    assert done.returncode != 0
    assert "eldre utgave" in done.stderr
    assert "--reset" in done.stderr
    assert "Traceback" not in done.stderr
    titles = ask(prepared, "SELECT title FROM plans_plan WHERE slug = 'grorud-2023'")
    assert titles == [("Skrevet om",)]
    assert demo(prepared, "--no-serve", "--reset").returncode == 0


@pytest.mark.parametrize("arguments", [["--no-serve"], ["--no-serve", "--reset"]])
def test_a_database_that_is_not_its_own_is_left_alone(clone: Path, arguments: list[str]) -> None:
    database(clone).parent.mkdir()
    ask(clone, "CREATE TABLE theirs (word text)")
    before = database(clone).read_bytes()
    done = demo(clone, *arguments)
    assert done.returncode != 0
    assert "er ikke laget av demoen, så den røres ikke" in done.stderr
    assert "Traceback" not in done.stderr
    assert database(clone).read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(clone: Path) -> None:
    database(clone).parent.mkdir()
    database(clone).write_text("Kjære dagbok. " * 100)
    done = demo(clone, "--no-serve", "--reset")
    assert done.returncode != 0
    assert "er ikke laget av demoen" in done.stderr
    assert database(clone).read_text().startswith("Kjære dagbok")


def test_it_refuses_while_database_url_is_set(clone: Path) -> None:
    elsewhere = clone / "elsewhere.sqlite3"
    done = demo(clone, "--no-serve", DATABASE_URL=f"sqlite:///{elsewhere}", **PRODUCTION)
    assert done.returncode != 0
    assert "DATABASE_URL er satt" in done.stderr
    assert not elsewhere.exists()


def test_it_serves_on_the_port_that_was_asked_for(prepared: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=prepared,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert "<h1>Logg inn</h1>" in answer(f"http://127.0.0.1:{port}/logg-inn/")
        assert ".pkt-btn" in answer(
            f"http://127.0.0.1:{port}/static/ruspolitikk/vendor/punkt/button.min.css"
        )
    finally:
        server.terminate()
        server.wait()


def answer(address: str) -> str:
    """What the server says, once it is up."""
    for _ in range(120):
        try:
            with urlopen(address) as response:  # noqa: S310
                return str(response.read().decode())
        except URLError:
            time.sleep(0.25)
    raise AssertionError(f"nobody answers at {address}")
