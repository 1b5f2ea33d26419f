"""The house that architecture.md draws: imports only go down, and nothing lies about unused."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

HOUSE: Path = settings.BASE_DIR
GROUND = tuple(f"ruspolitikk.{name}" for name in ("addresses", "days", "fields", "wording"))
FLOORS = ("ruspolitikk.accounts", "plans", "measures", "reporting")
ROOF = ("ruspolitikk.settings", "ruspolitikk.urls", "ruspolitikk.wsgi")
TOP_LEVEL = {
    *("ruspolitikk", "plans", "measures", "reporting", "templates", "fixtures", "tests", "docs"),
}
NO_ROOM_IS_CALLED = {"utils", "services", "helpers", "core", "signals", "misc", "common"}
NAMED_BY_DJANGO = {
    *("403.html", "404.html", "500.html", "registration/login.html"),
    *("registration/password_change_form.html", "registration/password_change_done.html"),
}

Import = ast.Import | ast.ImportFrom


def source_files() -> list[Path]:
    folders = [HOUSE / floor.replace(".", "/") for floor in FLOORS]
    ground = [HOUSE / f"{module.replace('.', '/')}.py" for module in GROUND]
    files = [*ground, *(path for folder in folders for path in sorted(folder.rglob("*.py")))]
    return [path for path in files if "migrations" not in path.parts]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def floor_of(module: str) -> int | None:
    """How high a module of ours lives; None for somebody else's."""
    storeys = (GROUND, *((floor,) for floor in FLOORS), ROOF)
    own = (
        n
        for n, names in enumerate(storeys)
        if any(module == name or module.startswith(f"{name}.") for name in names)
    )
    return next(own, None)


def imported(node: Import) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    assert node.level == 0, f"line {node.lineno}: an import that begins with a dot"
    return [f"{node.module}.{alias.name}" for alias in node.names]


def imports(tree: ast.AST) -> Iterator[Import]:
    return (node for node in ast.walk(tree) if isinstance(node, Import))


def imports_inside_functions(tree: ast.AST) -> Iterator[Import]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for function in ast.walk(tree):
        if isinstance(function, functions):
            yield from imports(function)


@pytest.mark.parametrize("path", source_files(), ids=module_of)
def test_imports_only_go_down(path: Path) -> None:
    here = floor_of(module_of(path))
    assert here is not None
    upwards = [
        f"line {node.lineno}: {name}"
        for node in imports(ast.parse(path.read_text()))
        for name in imported(node)
        if (floor_of(name) or 0) > here
    ]
    assert upwards == []


@pytest.mark.parametrize("path", source_files(), ids=module_of)
def test_every_import_stands_at_the_top_of_its_file(path: Path) -> None:
    hidden = [node.lineno for node in imports_inside_functions(ast.parse(path.read_text()))]
    assert hidden == []


def test_an_import_that_goes_up_would_be_seen() -> None:
    assert floor_of("ruspolitikk.days.DayForm") == 0
    assert floor_of("ruspolitikk.accounts.models") == 1
    assert floor_of("reporting.todo.views") == 4
    assert floor_of("ruspolitikk.settings.BASE_DIR") == 5
    assert floor_of("django.db.models") is None
    (node,) = imports(ast.parse("from reporting import views"))
    assert imported(node) == ["reporting.views"]


def test_an_import_inside_a_function_would_be_seen() -> None:
    tree = ast.parse("def late() -> None:\n    if True:\n        import reporting")
    assert [node.lineno for node in imports_inside_functions(tree)] == [3]


def test_no_room_is_called_something_that_holds_everything() -> None:
    names = {part for path in source_files() for part in Path(module_of(path)).name.split(".")}
    assert names & NO_ROOM_IS_CALLED == set()


def test_the_top_level_has_no_other_rooms() -> None:
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir()}
    visible = {name for name in folders if not name.startswith((".", "__"))}
    assert visible <= TOP_LEVEL


@pytest.mark.parametrize(
    "template",
    sorted(
        str(path.relative_to(HOUSE / "templates")) for path in (HOUSE / "templates").rglob("*.html")
    ),
)
def test_every_template_is_used_by_somebody(template: str) -> None:
    python = [*source_files(), HOUSE / "ruspolitikk" / "urls.py"]
    templates = [path for path in (HOUSE / "templates").rglob("*.html") if not path.match(template)]
    words = {f'"{template}"', f"'{template}'"}
    is_named = any(word in path.read_text() for path in [*python, *templates] for word in words)
    assert is_named or template in NAMED_BY_DJANGO


def test_the_migrations_say_all_that_the_models_do(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
