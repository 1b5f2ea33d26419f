"""The product's own source, as the tests of the house read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

HOUSE: Path = settings.BASE_DIR
FLOORS = ("ruspolitikk.accounts", "plans", "measures", "reporting")
TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))

Import = ast.Import | ast.ImportFrom
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, Path]:
    """Every module of the product by its dotted name, but for the migrations."""
    tops = [HOUSE / top for top in ("ruspolitikk", "plans", "measures", "reporting")]
    files = [path for top in tops for path in sorted(top.rglob("*.py"))]
    return {module_of(path): path for path in files if "migrations" not in path.parts}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text())


def imports(tree: ast.AST) -> Iterator[Import]:
    return (node for node in ast.walk(tree) if isinstance(node, Import))


def imported(node: Import) -> list[str]:
    """The dotted names that an import fetches."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    assert node.level == 0, f"line {node.lineno}: an import that begins with a dot"
    return [f"{node.module}.{alias.name}" for alias in node.names]


@cache
def arrows() -> dict[str, frozenset[str]]:
    """The modules of the product that each of them imports, also for its annotations alone."""
    return {
        module: frozenset(
            home
            for node in imports(tree_of(module))
            for name in imported(node)
            if (home := _home_of(name)) and home != module
        )
        for module in modules()
    }


def _home_of(name: str) -> str:
    """The module that a dotted name leads to; nothing where it is somebody else's."""
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return name


def room_of(module: str) -> str:
    """The folder of pages that a module lies in; the floor where it is the floor's own.

    What is kept (`models`), what the command line and Django's admin and templates ask for, and
    what several rooms use belong to the floor.
    """
    folder = modules()[module].parent.relative_to(HOUSE).parts
    is_floors_own = len(folder) < 2 or folder[0] == "ruspolitikk" or folder[1] in NO_ROOMS
    return folder[0] if is_floors_own else "/".join(folder[:2])


OF_THE_FLOOR = {"deadline_language", "filters", "likeness", "status_language"}
NO_ROOMS = {"models", "management", "templatetags", "admin", *OF_THE_FLOOR}


def rooms() -> set[str]:
    return {room for module in modules() if "/" in (room := room_of(module))}


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def texts(tree: ast.AST) -> Iterator[str]:
    """Every string that the code works with, so not the docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return (c.value for c in constants if isinstance(c.value, str) and id(c) not in docstrings)
