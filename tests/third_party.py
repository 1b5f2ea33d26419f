"""Whose work is in here, and under which licence: `THIRD_PARTY.md`, written by
`uv run --extra pdf --group pdf --group load python -m tests.third_party`.

Of the pinned packages it is asked what their installed metadata says, of vendored files what the
`VENDORED.md` beside them says. `test_third_party.py` holds the notice against both.
"""

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[1]
NOTICE = HOUSE / "THIRD_PARTY.md"
COMMAND = "uv run --extra pdf --group pdf --group load python -m tests.third_party"
LONGEST_NAME = 48
"""Some write the whole licence where its name should stand, in letters."""
VAGUE = {"OSI Approved", "Other/Proprietary License"}
OF_FILES = re.compile(
    r"^\| (package|version|licence) \| `?([^`|,]+?)`?(?:,[^|]*)? \|$", re.MULTILINE
)

TOP = f"""# Whose work is in here

Made by `{COMMAND}` from what the
pinned packages say of themselves; a test holds it against the pins in `pyproject.toml`. Nothing is
written here by hand.

The packages are not part of this repository: they are installed, each with its own licence text in
its `.dist-info` folder; some hold libraries in binary form, whose licences lie there too. The
vendored files are, with their licence beside them.
"""


class Work(NamedTuple):
    """A package that is installed, or files of somebody else's; `licence` in its own words."""

    name: str
    version: str
    licence: str

    @property
    def line(self) -> str:
        return f"| {self.name} | {self.version} | {self.licence} |"


def project() -> dict[str, Any]:
    return tomllib.loads((HOUSE / "pyproject.toml").read_text())


def pins() -> dict[str, str]:
    """The version of every package that may be installed, the product's and the tools'."""
    lines: list[str] = project()["tool"]["uv"]["constraint-dependencies"]
    return dict(line.split("==") for line in lines)


def licence_of(package: Distribution) -> str:
    """Its SPDX expression; else its name of the licence; else the classifiers it has chosen."""
    said = package.metadata
    expression, named = said.get("License-Expression"), said.get("License", "").strip()
    if expression or (named and len(named) <= LONGEST_NAME and "\n" not in named):
        return str(expression or named)
    chosen = (each for each in said.get_all("Classifier", []) if each.startswith("License ::"))
    return ", ".join(kind for each in chosen if (kind := each.split(" :: ")[-1]) not in VAGUE)


def needed_by(roots: list[str]) -> set[str]:
    """The names of what requirements as `django-allauth[mfa]` bring, themselves among them."""
    ahead = [Requirement(root) for root in roots]
    seen: set[tuple[str, str]] = set()
    while ahead:
        wanted = ahead.pop()
        for extra in ("", *wanted.extras):
            name = canonicalize_name(wanted.name)
            if (name, extra) not in seen:
                seen.add((name, extra))
                further = map(Requirement, distribution(name).requires or [])
                ahead += [r for r in further if not r.marker or r.marker.evaluate({"extra": extra})]
    return {name for name, _extra in seen}


def packages() -> dict[str, list[Work]]:
    """By what they are for: the product, each of its extras, and the tools.

    Raises PackageNotFoundError where a pinned package is not installed.
    """
    told = project()["project"]
    needed = {"The product": needed_by(told["dependencies"])}
    for extra, roots in told["optional-dependencies"].items():
        needed[f"The product with `{extra}`"] = needed_by(roots)
    parts: dict[str, list[Work]] = {part: [] for part in (*needed, "Tests and tools")}
    for name in pins():
        package = distribution(name)
        part = next((each for each in needed if name in needed[each]), "Tests and tools")
        parts[part].append(Work(name, package.version, licence_of(package)))
    return parts


def vendored() -> list[Work]:
    """What the `VENDORED.md` of each folder names."""
    folders = (HOUSE / "ruspolitikk" / "static", HOUSE / "tests")
    notes = [note for folder in folders for note in sorted(folder.rglob("VENDORED.md"))]
    facts = [dict(OF_FILES.findall(note.read_text())) for note in notes]
    return [
        Work(f"{said['package']} in `{note.parent.relative_to(HOUSE)}/`", *_rest(said))
        for note, said in zip(notes, facts, strict=True)
    ]


def _rest(said: dict[str, str]) -> tuple[str, str]:
    return said["version"], said["licence"]


def notice() -> str:
    parts = {**packages(), "Vendored files": vendored()}
    return TOP + "".join(
        f"\n## {heading}\n\n| | version | licence |\n|---|---|---|\n"
        + "".join(f"{work.line}\n" for work in works)
        for heading, works in parts.items()
    )


if __name__ == "__main__":
    try:
        NOTICE.write_text(notice())
    except PackageNotFoundError as missing:
        raise SystemExit(f"{missing.name} is pinned and not installed. Run: {COMMAND}") from missing
