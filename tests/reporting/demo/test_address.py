"""Where the demo's own links lead."""

import pytest
from pytest_django.fixtures import Settings

from reporting.management.commands.demo import answers_at

pytestmark = pytest.mark.one_database


def test_links_in_mails_lead_to_the_port_that_the_demo_answers_on(settings: Settings) -> None:
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"

    assert answers_at(8055) == "http://127.0.0.1:8055"
    assert settings.SITE_ADDRESS == "http://127.0.0.1:8055"


def test_an_address_that_was_set_is_kept(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SITE_ADDRESS = "https://tiltak.example.org"
    monkeypatch.setenv("SITE_ADDRESS", "https://tiltak.example.org")

    answers_at(8055)

    assert settings.SITE_ADDRESS == "https://tiltak.example.org"
