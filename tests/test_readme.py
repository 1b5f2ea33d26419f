"""The README's rooms and homes are where it says."""

import re

from tests.source import HOUSE, modules

NAMED = re.compile(r"`([\w/]+(?:\.py|/))`")


def test_every_file_and_folder_that_the_tables_name_is_there() -> None:
    files = [*modules().values(), *(HOUSE / "tests").rglob("*.py")]
    paths = {path.relative_to(HOUSE) for path in files}
    known = {f"/{path.as_posix()}" for one in paths for path in (one, *one.parents)}
    rows = [line for line in (HOUSE / "README.md").read_text().splitlines() if line[:1] == "|"]
    named = {name for row in rows for name in NAMED.findall(row)}

    assert len(named) > 100
    lost = {name for name in named if not any(end.endswith(f"/{name.strip('/')}") for end in known)}
    assert lost == set()
