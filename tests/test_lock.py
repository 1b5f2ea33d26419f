"""What production installs: the pins of pyproject.toml, with their hashes."""

import re
import tomllib

import pytest

from tests.audit import verdict
from tests.source import HOUSE

pytestmark = pytest.mark.one_database

LOCK = (HOUSE / "requirements.lock").read_text()
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text())
AGAIN = "make it anew by the command in its first lines"


def named(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_the_lock_has_each_dependency_at_its_pin() -> None:
    locked = dict(re.findall(r"^([\w.-]+)==([^ ;]+)", LOCK, re.MULTILINE))
    pins = dict(pin.split("==") for pin in PROJECT["tool"]["uv"]["constraint-dependencies"])
    # What only another Python than ours needs has no pin.
    assert {n: v for n, v in locked.items() if pins.get(n, v) != v} == {}, AGAIN
    wanted = PROJECT["project"]["dependencies"]
    for extra in ("pdf", "oidc"):
        wanted += PROJECT["project"]["optional-dependencies"][extra]
    assert {named(each) for each in wanted} - locked.keys() == set(), AGAIN


def test_each_package_of_the_lock_has_its_hashes_and_none_names_an_index() -> None:
    packages = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(packages) > 30
    assert [each for each in packages if "--hash=sha256:" not in each] == []
    assert "://" not in LOCK
    assert "index" not in LOCK


def test_an_audit_that_nobody_answered_is_not_taken_for_a_good_one() -> None:
    clean = {"name": "django", "version": "6.1.3", "vulns": []}
    silent = {"name": "lxml", "skip_reason": "not found"}
    fault = {"id": "CVE-2026-1", "fix_versions": ["6.1.4"]}
    assert verdict({"dependencies": [clean]}) == (0, ["no known fault in 1 packages"])
    code, told = verdict({"dependencies": [clean, silent]})
    assert (code, told[0][:28]) == (2, "no answer about 1 of 2 packa")
    code, told = verdict({"dependencies": [{**clean, "vulns": [fault]}, silent]})
    assert (code, told[0]) == (1, "django 6.1.3: CVE-2026-1, put right in 6.1.4")
