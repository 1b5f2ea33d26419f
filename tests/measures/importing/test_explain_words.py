"""`manage.py explain_words`: what words are understood as, for programs and for people."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def explain(asked: str, monkeypatch: pytest.MonkeyPatch, **options: object) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(asked))
    out = io.StringIO()
    call_command("explain_words", stdout=out, **options)
    return out.getvalue()


ASKED = json.dumps(
    {
        "deadlines": [
            "Innen desember 2010",
            "2016-2017",
            "Fom 01.01.2010",
            "30.04 og 30.11",
            "Oktober",
            "",
        ],
        "statuses": ["Iverksatt fra 2027", "Nesten i mål"],
    }
)


def test_programs_get_the_kind_the_days_and_the_rhythm(
    five_plans: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = json.loads(explain(ASKED, monkeypatch, json=True, on="2026-11-23"))
    nothing: dict[str, object] = {"dates": [], "recurrence": None, "days": [], "why": None}
    assert told["deadlines"] == {
        "Innen desember 2010": {**nothing, "kind": "date", "dates": ["2010-12-31"]},
        "2016-2017": {**nothing, "kind": "period", "dates": ["2016-01-01", "2017-12-31"]},
        "Fom 01.01.2010": {**nothing, "kind": "from", "dates": ["2010-01-01"]},
        "30.04 og 30.11": {
            **nothing,
            "kind": "recurring",
            "recurrence": "half_yearly",
            "days": ["04-30", "11-30"],
        },
        "Oktober": {**nothing, "kind": "unclear", "why": "no_year"},
        "": {**nothing, "kind": "none"},
    }
    assert told["statuses"] == {"Iverksatt fra 2027": "not_started", "Nesten i mål": None}


def test_a_status_is_read_as_of_the_day_that_it_applies_on(
    five_plans: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = json.dumps({"statuses": ["Iverksatt fra 2027"]})
    assert '"implemented"' in explain(asked, monkeypatch, json=True, on="2027-12-31")


def test_people_are_told_in_words(five_plans: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told = explain(ASKED, monkeypatch)
    assert "Frist «Oktober»: må avklares, mangler årstall: hvilket år?" in told
    assert "Status «Nesten i mål»: må avklares" in told


def test_before_anything_is_loaded_the_words_of_a_new_city_count(
    empty_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = json.dumps({"statuses": ["Påbegynt"]})
    assert "Under arbeid" in explain(asked, monkeypatch)


@pytest.mark.parametrize("asked", ["", "[1]", '{"deadlines": "2026"}', '{"statuses": [1]}'])
def test_what_is_not_such_json_gets_a_sentence(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match=r"JSON|Skriv det som"):
        explain(asked, monkeypatch)
