"""The house that architecture.md draws: imports only go down, and nothing lies about unused."""

import ast
import re
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.source import (
    FLOORS,
    HOUSE,
    TEMPLATES,
    arrows,
    functions,
    imported,
    imports,
    modules,
    room_of,
    rooms,
    texts,
    tree_of,
)

DAYS_AND_WORDS = ("day_reading", "days", "personal_data", "wording")
GROUND = tuple(
    f"ruspolitikk.{name}" for name in ("addresses", *DAYS_AND_WORDS, "fields", "server", "sums")
)
ROOF = ("ruspolitikk.settings", "ruspolitikk.urls", "ruspolitikk.wsgi")
TOP_LEVEL = {
    "ruspolitikk",
    "plans",
    "measures",
    "reporting",
    "templates",
    "fixtures",
    "tests",
    "docs",
}
NO_ROOM_IS_CALLED = {"utils", "services", "helpers", "core", "signals", "misc", "common"}
NAMED_BY_LIBRARIES = {
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "429.html",
    "500.html",
    "admin/change_form.html",
    "django/forms/widgets/select.html",
}


def assert_none(broken: Iterable[object]) -> None:
    """Nothing breaks the rule; all that does is told at once."""
    assert not (found := ", ".join(sorted({str(each) for each in broken}))), found


# --- Floors ---------------------------------------------------------------------------------------


def floor_of(module: str) -> int | None:
    """How high a module of ours lives; None for somebody else's."""
    storeys = (GROUND, *((floor,) for floor in FLOORS), ROOF)
    own = (
        n
        for n, names in enumerate(storeys)
        if any(module == name or module.startswith(f"{name}.") for name in names)
    )
    return next(own, None)


def test_every_module_lives_on_a_floor() -> None:
    assert_none(
        module for module in modules() if floor_of(module) is None and module != "ruspolitikk"
    )


def test_imports_only_go_down() -> None:
    assert_none(
        f"{module} imports {name}"
        for module in modules()
        for node in imports(tree_of(module))
        for name in imported(node)
        if (floor_of(name) or 0) > (floor_of(module) or 0)
    )


def test_every_import_stands_at_the_top_of_its_file() -> None:
    assert_none(
        f"{module}, line {line}"
        for module in modules()
        for line in imports_inside_functions(tree_of(module))
    )


def imports_inside_functions(tree: ast.AST) -> list[int]:
    return [node.lineno for function in functions(tree) for node in imports(function)]


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
    assert imports_inside_functions(tree) == [3]


# --- Circles, and arrows between the rooms of a floor ---------------------------------------------

TO_WRITE_FILES = "each room says what its file holds; reporting/files knows cells and paragraphs"
TO_SHOW_WARNINGS = "what Kontroll finds is told where it is about"
WITHOUT_SCRIPTS = "a row that could not be saved is shown on the measure's own page"
TO_KEEP_WHAT_IS_MISSING = "what was not sent is frozen the same way as what is"
AS_PEOPLE_DO = "the made-up city is sent in and closed by the product's own verbs"
TO_TELL = "who is to know of an act is written to in the same transaction"
TO_TELL_WHAT_IS_LEFT = "a reminder tells what the page of sending tells"
AS_ENDRINGER = "the note counts moved deadlines as Endringer's page does"
WHAT_IS_NEW = "of a closed round the desk says how much is changed since the one before"
THE_REPORT = "the same rows as the report of tiltak, in a file of the same make"
WHERE_LARGE = "a file of many rows is made by a worker"
ARROWS = {
    ("measures/detail", "measures/checks"): TO_SHOW_WARNINGS,
    ("measures/listing", "measures/detail"): WITHOUT_SCRIPTS,
    ("measures/plan_pages", "measures/checks"): TO_SHOW_WARNINGS,
    ("reporting/calendar", "reporting/files"): TO_WRITE_FILES,
    ("reporting/changes", "reporting/files"): TO_WRITE_FILES,
    ("reporting/closing", "reporting/mails"): TO_TELL,
    ("reporting/changes", "reporting/ordering"): WHERE_LARGE,
    ("reporting/closing", "reporting/submission"): TO_KEEP_WHAT_IS_MISSING,
    ("reporting/comparison", "reporting/files"): TO_WRITE_FILES,
    ("reporting/council", "reporting/files"): TO_WRITE_FILES,
    ("reporting/coverage", "reporting/files"): TO_WRITE_FILES,
    ("reporting/data_addresses", "reporting/files"): TO_WRITE_FILES,
    ("reporting/export", "reporting/files"): TO_WRITE_FILES,
    ("reporting/export", "reporting/ordering"): WHERE_LARGE,
    ("reporting/ordering", "reporting/files"): TO_WRITE_FILES,
    ("reporting/overview", "reporting/ordering"): WHERE_LARGE,
    ("reporting/publication", "reporting/files"): TO_WRITE_FILES,
    ("reporting/publication", "reporting/submission"): "what is published is what was sent",
    ("reporting/demo", "reporting/closing"): AS_PEOPLE_DO,
    ("reporting/demo", "reporting/submission"): AS_PEOPLE_DO,
    ("reporting/rounds", "reporting/changes"): WHAT_IS_NEW,
    ("reporting/overview", "reporting/files"): TO_WRITE_FILES,
    ("reporting/themes", "reporting/files"): TO_WRITE_FILES,
    ("reporting/trend", "reporting/files"): TO_WRITE_FILES,
    ("reporting/worksheet", "reporting/files"): TO_WRITE_FILES,
    ("reporting/mails", "reporting/feed"): "the calendar's address stands beside the mails",
    ("reporting/reminders", "reporting/mails"): TO_TELL,
    ("reporting/reminders", "reporting/submission"): TO_TELL_WHAT_IS_LEFT,
    ("reporting/rounds", "reporting/mails"): TO_TELL,
    ("reporting/rounds", "reporting/submission"): "a closed round is counted in what was frozen",
    ("reporting/submission", "reporting/mails"): TO_TELL,
    (
        "reporting/submission",
        "reporting/changes",
    ): AS_ENDRINGER,
    ("reporting/submission", "reporting/files"): TO_WRITE_FILES,
    ("reporting/submission", "reporting/council"): "what is sent is laid out as that table is",
    ("reporting/comparison", "reporting/export"): THE_REPORT,
    ("reporting/overview", "reporting/export"): THE_REPORT,
    ("reporting/themes", "reporting/export"): THE_REPORT,
}
"""Which room may open the door of which, on the same floor, and why."""
KNOW_THE_ROOMS = {"measures.urls", "reporting.urls"}
"""They put the rooms' addresses together; so does what the command line asks for."""


def test_no_two_files_import_each_other_in_a_circle() -> None:
    assert_none(each for each in modules() if each in reached_from(each, arrows()))


def reached_from(start: str, graph: Mapping[str, Iterable[str]]) -> set[str]:
    reached: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        if (each := ahead.pop()) not in reached:
            reached.add(each)
            ahead += graph[each]
    return reached


def test_a_circle_would_be_seen() -> None:
    graph = {"a": ["b"], "b": ["c"], "c": ["b"]}
    assert reached_from("a", graph) == {"b", "c"}
    assert "b" in reached_from("b", graph)


def test_a_room_opens_no_other_of_its_floor_but_those_with_a_reason() -> None:
    between = {
        (room, other)
        for module, imported_there in arrows().items()
        for each in imported_there
        if (room := room_of(module)) != (other := room_of(each))
        if "/" in room and "/" in other and floor_of(module) == floor_of(each)
    }
    assert between == ARROWS.keys()


def test_the_arrows_between_rooms_make_no_circle() -> None:
    graph: dict[str, set[str]] = {}
    for room, other in ARROWS:
        graph.setdefault(room, set()).add(other)
    TopologicalSorter(graph).prepare()  # raises CycleError


def test_what_several_rooms_use_knows_none_of_them() -> None:
    assert_none(
        f"{module} imports {other}"
        for module, others in arrows().items()
        for other in others
        if "/" not in room_of(module) and "/" in room_of(other)
        if floor_of(module) == floor_of(other)
        if module not in KNOW_THE_ROOMS and ".management." not in module
    )


# --- Rooms ----------------------------------------------------------------------------------------


SHARED = {"measures/models", "measures/access", "measures/bad_input", "reporting/demo"}
"""Tests of what no single room does, or the command line."""


def test_no_room_is_called_something_that_holds_everything() -> None:
    assert_none(module for module in modules() if NO_ROOM_IS_CALLED & {*module.split(".")})


def test_the_top_level_has_no_other_rooms() -> None:
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir()}
    assert_none(name for name in folders - TOP_LEVEL if not name.startswith((".", "__")))


@pytest.mark.parametrize("where", ["templates", "tests"])
def test_what_belongs_to_a_room_lies_in_a_folder_of_its_name(where: str) -> None:
    """Templates and tests mirror the rooms."""
    folders = {
        f"{path.parent.name}/{path.name}"
        for floor in ("measures", "reporting")
        for path in (HOUSE / where / floor).iterdir()
        if path.is_dir() and not path.name.startswith("__")
    }
    assert_none(folders - rooms() - SHARED)


def test_every_template_is_used_by_somebody() -> None:
    """Named in full in the code, or in another template."""
    files = [*modules().values(), *TEMPLATES]
    text = {path: path.read_text() for path in files}
    names = {path: str(path.relative_to(HOUSE / "templates")) for path in TEMPLATES}
    assert_none(
        name
        for template, name in names.items()
        if name not in NAMED_BY_LIBRARIES
        if not any(
            f'"{name}' in words or f"'{name}" in words
            for path, words in text.items()
            if path != template
        )
    )


def test_the_migrations_say_all_that_the_models_do(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# --- Plain ----------------------------------------------------------------------------------------


def test_no_row_is_locked_with_its_key() -> None:
    """`plans/models/locking.py` says why."""
    assert_none(
        f"{module}, line {n}"
        for module, path in modules().items()
        for n, line in enumerate(path.read_text().splitlines(), start=1)
        if ".select_for_update(" in line and "no_key=True" not in line
    )


LONGEST_FILE, LONGEST_FUNCTION, LONGEST_LINE = 400, 49, 120
HTML_BY_HAND = {
    "mark_safe",
    "SafeString",
    "SafeText",
    "format_html",
    "format_html_join",
    "escape",
    "conditional_escape",
    "flatatt",
}
TAG = re.compile(r"(?<!\?P)</?[a-z][a-z0-9]*(?=[\s/>]|$)|&[a-z]+;")
GETTEXT_TAGS = re.compile(r"{%-? *(load .*i18n|trans|translate|blocktrans|blocktranslate)\b")

THE_DOWNLOADS = {"reporting.files.downloads", "reporting.ordering.door"}
"""The view of each file, that a room is given for what it holds."""


def test_html_is_written_by_templates_alone() -> None:
    writing = (
        m for m in modules() if writes_html(tree_of(m)) or "S308" in modules()[m].read_text()
    )
    assert_none(writing)


def writes_html(tree: ast.AST) -> list[str]:
    """What in the code would make HTML of strings."""
    nodes = (node for node in ast.walk(tree) if not is_of_patterns(node))
    names = (getattr(node, "id", "") or getattr(node, "attr", "") for node in nodes)
    return [
        *(name for name in names if name in HTML_BY_HAND),
        *(text for text in texts(tree) if TAG.search(text)),
    ]


def is_of_patterns(node: ast.AST) -> bool:
    """`re.escape`, which writes no HTML."""
    return isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "re"


def test_html_in_a_string_would_be_seen() -> None:
    seen = ("'<td>'", "f'<a{x} href='", "'</p>'", "'a&nbsp;b'", "format_html(x)", "html.escape(x)")
    for code in seen:
        assert writes_html(ast.parse(f"x = {code}")), code
    for code in (
        "'<int:pk>/'",
        "r'(?P<day>.)'",
        "'1 < 2'",
        "'Ærlig talt & ferdig'",
        "re.escape(x)",
    ):
        assert not writes_html(ast.parse(f"x = {code}")), code
    assert not writes_html(ast.parse('def row() -> str:\n    """One <tr>."""'))


def test_the_product_speaks_one_language() -> None:
    """No gettext: Norwegian stands where it is shown."""
    assert_none(
        module
        for module in modules()
        for node in imports(tree_of(module))
        if any(name.startswith("django.utils.translation") for name in imported(node))
    )
    assert_none(path for path in TEMPLATES if GETTEXT_TAGS.search(path.read_text()))


def test_no_file_and_no_function_is_long() -> None:
    assert_none(m for m, path in modules().items() if len(lines_of(path)) > LONGEST_FILE)
    assert_none(
        f"{module}: {function.name}"
        for module in modules()
        for function in functions(tree_of(module))
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    )


def test_no_line_of_a_template_is_long() -> None:
    """What djhtml does not break. That it indents them is asked by `.ci/run`."""
    assert_none(
        path.relative_to(HOUSE / "templates")
        for path in TEMPLATES
        if any(len(line) > LONGEST_LINE for line in lines_of(path))
    )


def lines_of(path: Path) -> list[str]:
    return path.read_text().splitlines()


def test_each_room_names_its_own_addresses_of_its_own_views() -> None:
    assert_none(
        other
        for module, others in arrows().items()
        if module.endswith(".urls") and module not in {*KNOW_THE_ROOMS, "ruspolitikk.urls"}
        for other in others
        if other not in THE_DOWNLOADS
        if not other.endswith("views") or room_of(other) != room_of(module)
    )


def test_what_day_it_is_is_asked_by_a_view() -> None:
    """By `Day`, or by itself; it is handed down from there. The admin's pages and the commands are
    views of their own; a field that reads «i dag» knows which day that is; and whom somebody may
    act for is asked of no day but today.
    """
    assert_none(
        module
        for module in modules()
        if any(asks_the_day(node) for node in ast.walk(tree_of(module)))
        if not module.endswith((".days", "ruspolitikk.fields", "views", "models.people"))
        if not {"admin", "management"} & {*module.split(".")}
    )


def asks_the_day(node: ast.AST) -> bool:
    """`localdate()`; of a moment it only tells which day that was."""
    return isinstance(node, ast.Call) and ast.unparse(node) in {"localdate()", "Day.now()"}
