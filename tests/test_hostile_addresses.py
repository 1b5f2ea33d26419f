"""What an address asks for is text on the page that answers, and leads nowhere else."""

import re
from urllib.parse import urlsplit

import pytest
from lxml import html

from ruspolitikk.accounts.models import User
from ruspolitikk.addresses import safe_path
from tests.access_targets import Targets, make_targets, typed
from tests.cast import CAST
from tests.checking_client import CheckingClient
from tests.hostile import LONG, TAG
from tests.source import modules
from tests.test_access_table import LINES

pytestmark = pytest.mark.one_database

ASKED = re.compile(r"""(?:get|getlist|pop)\("([\w-]+)"|"([\w-]+)" in request\.(?:GET|POST)""")
OTHERS = [
    "https://ond.example/",
    "//ond.example/",
    "///ond.example/",
    "/\\ond.example/",
    "\\/ond.example/",
    "/\t/ond.example/",
    " //ond.example/",
    "/\n/ond.example/",
    "javascript:alert(1)",
    "http:ond.example",
    "https:/ond.example",
    "@ond.example",
]
SOME_OTHERS = ["https://ond.example/", "/\\ond.example/", "javascript:alert(1)"]
"""One of each kind. That all are refused is asked of the one rule that decides it."""


@pytest.fixture(scope="module")
def targets(kept: None) -> Targets:
    return make_targets()


@pytest.fixture(scope="module")
def superuser(kept: None) -> User:
    return CAST["superuser"]()


def names() -> set[str]:
    """Every name that any view, form or filter looks for in a query."""
    source = "\n".join(path.read_text() for path in modules().values())
    return {one or other for one, other in ASKED.findall(source)} | {"next", "tilbake", "sok", "q"}


@pytest.mark.parametrize("text", [LONG, "\0"])
def test_a_query_of_hostile_text_is_text_on_every_page_and_no_fault(
    text: str, targets: Targets, superuser: User, db: None
) -> None:
    """All names at once: no page trips over one that it does not know."""
    asked, client = dict.fromkeys(names(), text), CheckingClient.of(superuser)
    assert {"bydel", "endre", "per", "siden", "etter"} <= asked.keys()
    n_shown = 0
    for name, of, verb, *answers in LINES:
        if verb != "GET" or answers[-1] not in {"200", "302"} or name.startswith("admin:"):
            continue
        response = client.get(targets.address(name, of), asked)
        case = (name, of, response.status_code)
        assert response.status_code < 500, case
        assert not urlsplit(response.headers.get("Location", "")).netloc, case
        told = response.getvalue() if response.streaming else response.content
        n_shown += f"&lt;{TAG}".encode() in told
        assert f"<{TAG}".encode() not in told, case
    assert n_shown > 10 or text != LONG


@pytest.mark.parametrize("elsewhere", OTHERS)
def test_no_address_of_another_site_is_led_to(elsewhere: str) -> None:
    assert safe_path(elsewhere) == ""


@pytest.mark.parametrize("elsewhere", SOME_OTHERS)
def test_what_follows_a_form_is_a_page_of_ours(
    elsewhere: str, targets: Targets, superuser: User, db: None
) -> None:
    client, pk = CheckingClient.of(superuser), targets.measures["grorud"]
    back = {"next": elsewhere, "tilbake": elsewhere, "tiltak": str(pk)}
    for page in (f"/tiltak/{pk}/", f"/tiltak/{pk}/status/", "/tiltak/bekreft/"):
        told = html.document_fromstring(client.get(page, back).content)
        led_to = told.xpath("//a/@href | //form/@action | //@hx-get")
        assert not [each for each in led_to if leads_out(each)], page
    saved = typed("measures:report-status", "grorud", targets)
    response = client.post(f"/tiltak/{pk}/status/", {**saved, **back})
    assert (response.status_code, leads_out(response["Location"])) == (302, False)
    for page in (f"/tiltak/{pk}/rad/", "/logg-inn/", "/logg-ut/"):
        response = client.post(page, {**back, "username": "x", "password": "y"})
        assert not leads_out(response.headers.get("Location", "")), page


def leads_out(address: str) -> bool:
    """As a browser reads it: white space is cut, and a backslash is a slash."""
    read = urlsplit(re.sub(r"[\t\n\r]", "", address).strip().replace("\\", "/"))
    return bool(read.netloc) or read.scheme not in {"", "http", "https"}
