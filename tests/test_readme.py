"""The README's rooms and homes are where it says."""

import re

from tests.source import HOUSE, modules

NAMED = re.compile(r"`([\w/]+(?:\.py|/))`")


def known_paths() -> set[str]:
    """Each file and folder of the product and its tests: «/measures/models/act.py»."""
    files = [*modules().values(), *(HOUSE / "tests").rglob("*.py")]
    paths = {path.relative_to(HOUSE) for path in files}
    return {f"/{path.as_posix()}" for one in paths for path in (one, *one.parents)}


def rows() -> list[str]:
    return [line for line in (HOUSE / "README.md").read_text().splitlines() if line[:1] == "|"]


def test_every_file_and_folder_that_the_tables_name_is_there() -> None:
    known = known_paths()
    named = {name for row in rows() for name in NAMED.findall(row)}

    assert len(named) > 100
    lost = {name for name in named if not any(end.endswith(f"/{name.strip('/')}") for end in known)}
    assert lost == set()


def test_a_file_that_is_named_alone_lies_in_a_folder_that_its_row_names() -> None:
    known = known_paths()
    assert {name for row in rows() for name in strays(row, known)} == set()


def strays(row: str, known: set[str]) -> set[str]:
    names = NAMED.findall(row)
    folders = {
        path if name.endswith("/") else path.rpartition("/")[0]
        for name in names
        for path in known
        if "/" in name and path.endswith(f"/{name.strip('/')}")
    }
    inside = {path for path in known if any(path.startswith(f"{folder}/") for folder in folders)}
    alone = {name for name in names if "/" not in name}
    return {name for name in alone if not any(path.endswith(f"/{name}") for path in inside)}
