"""One `pytest`, three parts: the suite on SQLite, the same on PostgreSQL, and the browser tests.

Each part has worker processes of its own, by pytest-xdist (`--dist=each`): a process has one
database, and a browser driven from Python leaves an event loop behind that later database tests
trip over. SQLite's is the longest, and is shared between two workers, test by test, so that all
end together; each more would read, collect and load everything once more.
Tests that commit, and so empty the database behind them, run after all the others.

- `RUSPOLITIKK_TESTS=sqlite|postgresql|browser` runs one part alone; sqlite then needs no worker.
- `-n0`, `-n 4`, `--pdb` and `--collect-only` mean what they usually do, on SQLite.
- `TEST_DATABASE_URL` names a PostgreSQL server to use instead of starting one.

What the machine lacks is left out and said at the end; with `CI=true` the run then fails.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import postgresql
from tests.made_once import OF_THE_RUN

SQLITE, POSTGRESQL, BROWSER = PARTS = ("sqlite", "postgresql", "browser")
SUITE = {SQLITE: "the suite on SQLite", POSTGRESQL: "the suite on PostgreSQL"}
SHARES = {SQLITE: 2, POSTGRESQL: 1, BROWSER: 1}
TITLES = {**SUITE, BROWSER: "the browser tests"}
BROWSER_FOLDER = Path(__file__).parent / "browser"
# The same engine without the browser around it takes half the time, so it is asked for first.
CHROMIUMS = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)


COMPILING = "compiling"
"""A file in the folder of the run, for as long as the first worker reads all that is to be run."""


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def this_part() -> str:
    """The part that this process runs (the controller of several runs no test)."""
    return os.environ.get("RUSPOLITIKK_TESTS", SQLITE)


class Run:
    """What one call of pytest runs where, how it went, and what the machine lacked."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.has_own_workers = False
        self.missing: list[str] = []
        self.outcomes: dict[str, Counter[str]] = {}
        self.began = time.monotonic()
        self.ended: dict[str, float] = {}
        self.collected: set[str] = set()

    def choose(self, asked: str | None) -> None:
        if asked is not None and asked not in PARTS:
            raise pytest.UsageError(
                f"RUSPOLITIKK_TESTS must be one of {', '.join(PARTS)}, not {asked!r}."
            )
        self.parts = [asked] if asked else list(PARTS)
        if not os.environ.get("TEST_DATABASE_URL") and not postgresql.binaries():
            self.leave_out(
                POSTGRESQL,
                "no PostgreSQL on this machine: install it, or set TEST_DATABASE_URL",
            )
        if not chromium():
            self.leave_out(BROWSER, "no Chromium on this machine: install it")

    def leave_out(self, part: str, reason: str) -> None:
        if part in self.parts:
            self.parts.remove(part)
            self.missing.append(f"{TITLES[part]} did NOT run: {reason}.")

    def start_postgresql(self, config: pytest.Config) -> None:
        binaries = postgresql.binaries()
        if os.environ.get("TEST_DATABASE_URL") or self.parts == [SQLITE] or binaries is None:
            return
        try:
            server = postgresql.Server.start(binaries)
        except (OSError, KeyError, subprocess.CalledProcessError) as problem:
            self.leave_out(POSTGRESQL, f"PostgreSQL would not start ({problem})")
            return
        config.add_cleanup(server.stop)
        # Somebody else's time limit then ends the run as Ctrl-C does, and the server with it.
        signal.signal(signal.SIGTERM, _interrupt_once)
        os.environ["TEST_DATABASE_URL"] = server.url

    def workers(self) -> list[str]:
        return [
            f"popen//id={part}-{share}//env:RUSPOLITIKK_TESTS={part}//env:RUSPOLITIKK_SHARE={share}"
            for part in self.parts
            for share in range(1, SHARES[part] + 1)
        ]


def _interrupt_once(signal_number: int, frame: object) -> None:
    """The second signal (`timeout` and uv both send one) must not end the clearing up."""
    signal.signal(signal_number, signal.SIG_IGN)
    raise KeyboardInterrupt


RUN = pytest.StashKey[Run]()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Choose the workers, before pytest-xdist looks at what it was asked for."""
    option = config.option
    if hasattr(config, "workerinput") or _is_looking_only(option):
        return
    asked = os.environ.get("RUSPOLITIKK_TESTS")
    is_plain = (
        asked == SQLITE
        or getattr(option, "dist", None) != "no"  # absent under -p no:xdist
        or option.numprocesses is not None
        or bool(option.tx)
        or option.usepdb
    )
    run = config.stash[RUN] = Run()
    os.environ[OF_THE_RUN] = folder = tempfile.mkdtemp(prefix="ruspolitikk-run-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    run.choose(asked or SQLITE if is_plain else asked)
    if is_plain and run.parts != [SQLITE] and not os.environ.get("TEST_DATABASE_URL"):
        raise pytest.UsageError(
            "Without a worker of its own this part needs TEST_DATABASE_URL. Leave out -n0, --pdb."
        )
    if not is_plain:
        run.has_own_workers = True
        _share_what_is_compiled(Path(folder))
        option.dist = "each"
        option.tx = run.workers()


def _share_what_is_compiled(folder: Path) -> None:
    """Where nothing compiled is to be left behind, it is kept for as long as the run lasts: without
    it each worker would take eight seconds more to read the same files."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")


def _is_looking_only(option: Any) -> bool:
    looking = ("collectonly", "help", "version", "markers", "showfixtures", "cacheshow")
    return any(getattr(option, name, None) for name in looking)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    if (run := config.stash.get(RUN, None)) and run.has_own_workers:
        run.start_postgresql(config)
        config.option.tx = run.workers()
        if SQLITE in run.parts:
            (Path(os.environ[OF_THE_RUN]) / COMPILING).touch()
        if not run.parts:
            raise pytest.UsageError("; ".join(run.missing))


def pytest_report_header(config: pytest.Config) -> list[str]:
    run = config.stash.get(RUN, None)
    if run is None:
        return []
    running = ", ".join(TITLES[part] for part in run.parts)
    return [f"parts: {running}", *(f"MISSING: {sentence}" for sentence in run.missing)]


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """The first worker compiles all that it reads, and two others wait for it; the browser's reads
    little, and makes its database meanwhile."""
    share = os.environ.get("RUSPOLITIKK_SHARE")
    if share and this_part() != BROWSER:
        os.nice(5)  # the browser's is the longest by the clock, and waits for answers most of it
    is_first = (this_part(), share) == (SQLITE, "1")
    compiling = Path(os.environ[OF_THE_RUN]) / COMPILING if share else None
    patience = time.monotonic() + 60
    if compiling and not is_first and this_part() != BROWSER:
        while compiling.exists() and time.monotonic() < patience:
            time.sleep(0.1)
    try:
        return (yield)
    finally:
        if compiling and is_first:
            compiling.unlink(missing_ok=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The browser part runs the browser tests, the others all the rest."""
    if _is_looking_only(config.option):
        return
    wants_browser = this_part() == BROWSER
    mine = [item for item in items if (BROWSER_FOLDER in item.path.parents) == wants_browser]
    if this_part() == POSTGRESQL:
        mine = [item for item in mine if asks_a_database(item)]
    chosen = set(share_of(mine))
    others = [item for item in items if item not in chosen]
    if others:
        config.hook.pytest_deselected(items=others)
    items[:] = sorted((item for item in items if item in chosen), key=commits)


SPARED = 48
"""Of two workers the first is spared one test in so many: what commits takes it half a minute."""


def share_of(items: list[pytest.Item]) -> list[pytest.Item]:
    """Every second test, where the part has two workers; those that commit all in the first.

    Fifty threads with a connection each are as many as a server need bear at once.
    """
    share = os.environ.get("RUSPOLITIKK_SHARE")
    if share is None or SHARES[this_part()] == 1:
        return items
    is_first = share == "1"
    others = [item for item in items if not commits(item)]
    own = [item for n, item in enumerate(others) if (n % 2 == 0 and n % SPARED != 0) == is_first]
    return own + [item for item in items if is_first and commits(item)]


def commits(item: pytest.Item) -> bool:
    """Such a test empties the database behind it, so it runs after all the others."""
    mark = item.get_closest_marker("django_db")
    asks_for = getattr(item, "fixturenames", ())
    return "transactional_db" in asks_for or bool(mark and mark.kwargs.get("transaction"))


def asks_a_database(item: pytest.Item) -> bool:
    """Not the tests that have none, nor those that say they are decided before it is asked."""
    has_one = {"db", "transactional_db", "kept"} & set(getattr(item, "fixturenames", ()))
    is_marked = item.get_closest_marker("django_db") is not None
    return (bool(has_one) or is_marked) and item.get_closest_marker("one_database") is None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A worker reads no file that it will run nothing of."""
    if _is_looking_only(config.option):
        return None
    is_browsers = collection_path.is_relative_to(BROWSER_FOLDER)
    leads_there = BROWSER_FOLDER.is_relative_to(collection_path)
    is_others = is_browsers if this_part() != BROWSER else not (is_browsers or leads_there)
    return True if is_others else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: Sequence[str]) -> None:
    if run := node.config.stash.get(RUN, None):
        run.collected.update(ids)


class Tally:
    """Counts the reports of each part, as they come in to the controller."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.session: pytest.Session | None = None

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self.session = session

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self.session and self.run.collected:
            # pytest-xdist leaves the number of whichever worker was last, which may have had none.
            self.session.testscollected = len(self.run.collected)
        if report.when == "call" or report.outcome != "passed":
            part = _part_of(report.node) if hasattr(report, "node") else this_part()
            outcome = report.outcome
            if outcome == "failed" and report.when != "call":
                outcome = "error"  # type: ignore[assignment]
            self.run.outcomes.setdefault(part, Counter())[outcome] += 1
            self.run.ended[part] = time.monotonic() - self.run.began


def pytest_configure(config: pytest.Config) -> None:
    if run := config.stash.get(RUN, None):
        config.pluginmanager.register(Tally(run), "ruspolitikk-tally")


def _part_of(node: Any) -> str:
    """Workers that pytest-xdist was asked for by number are told nothing."""
    return str(node.gateway.spec.env.get("RUSPOLITIKK_TESTS", this_part()))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    run = session.config.stash.get(RUN, None)
    if run and run.missing and _in_ci():
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    run = config.stash.get(RUN, None)
    if run is None:
        return
    terminalreporter.section("where the tests ran")
    for part in run.parts:
        counted = run.outcomes.get(part) or Counter()
        outcomes = ", ".join(f"{n} {outcome}" for outcome, n in sorted(counted.items()))
        when = f", after {run.ended[part]:.0f} s" if part in run.ended else ""
        terminalreporter.line(f"{TITLES[part]}: {outcomes or 'none asked for'}{when}")
    for sentence in run.missing:
        failed = " With CI=true that fails the run." if _in_ci() else ""
        terminalreporter.line(f"MISSING: {sentence}{failed}", red=True, bold=True)
