"""A sent report stays what it was, whatever is renamed, corrected or merged afterwards."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from measures.items import tick_items
from measures.models import Report, Responsible, Status, StatusWord
from measures.models.merging import merge_into
from measures.vocabulary import StatusCode
from plans.models import Goal, Strategy
from reporting.closing.acts import close
from reporting.models import CityFile, FrozenRow, Round, StoredFile, Submission
from reporting.submission.city.making import store_city_files
from reporting.submission.files.making import store_files
from reporting.submission.freezing import AlreadySentError, NothingToSendError, send
from ruspolitikk.accounts.models import Organisation, User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report

TODAY = date(2026, 9, 10)


@pytest.fixture
def t2(five_plans: None) -> Round:
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


def sent(one: Round, slug: str, *, comment: str = "") -> Submission:
    bydel = organisation(slug)
    by = editor_of(bydel)
    return send(one, bydel, by=by, comment=comment, today=TODAY)


def stored() -> list[Any]:
    rows = FrozenRow.objects.order_by("pk").values_list("words", "sha256")
    return [*rows, *Submission.objects.values_list("head", "sha256")]


def test_a_row_holds_what_stood_on_the_cut_off_and_names_what_came_later(
    t2: Round, byadmin: User
) -> None:
    measure = make_measure(make_plan("alna"), deadline="31.08.2026", responsible=["NAV"])
    report(measure, "Under arbeid", on=date(2026, 8, 20), remark="Venter på lokaler")
    report(measure, "Iverksatt", on=date(2026, 9, 5))
    row = sent(t2, "alna").rows.get().told
    assert row["status"]["words"] == "Under arbeid"
    assert row["status"]["remark"] == "Venter på lokaler"
    assert row["responsible"] == ["NAV"]
    assert row["deadline"]["due_on"] == "2026-08-31"
    assert row["in_round"] == "rapportert"
    assert [each["words"] for each in row["not_included"]] == ["Iverksatt"]
    page = CheckingClient.of(byadmin).get(Submission.objects.get().get_absolute_url())
    [later] = html.document_fromstring(page.content.decode()).xpath("//main//details[ul]")
    assert " ".join(later.text_content().split()).startswith(
        "Ikke med i rapporten: det som gjelder dager etter 31.08.2026 (1 tiltak)"
    )
    assert "«Iverksatt» per 05.09.2026" in later.text_content()


def test_a_delpunkt_that_was_ticked_off_after_the_cut_off_was_not_done(t2: Round) -> None:
    measure = make_measure(make_plan("alna"), items=["Lyse ut stillingen", "Finne lokaler"])
    first, second = measure.items.all()
    by = editor_of(organisation("alna"))
    tick_items(measure, done=[first.pk], reopened=[], on=date(2026, 8, 20), by=by)
    tick_items(measure, done=[second.pk], reopened=[], on=date(2026, 9, 5), by=by)
    assert [item["done_on"] for item in sent(t2, "alna").rows.get().told["items"]] == [
        "2026-08-20", None,
    ]  # fmt: skip


def test_a_bydel_may_send_with_gaps_which_are_counted(t2: Round) -> None:
    plan = make_plan("alna")
    make_measure(plan)
    report(make_measure(plan), on=date(2026, 8, 20))
    assert sent(t2, "alna").told["counts"] == {
        "rapportert": 1, "eldre": 0, "aldri": 1, "avsluttet": 0, "senere": 0,
    }  # fmt: skip


def test_what_is_renamed_corrected_and_merged_afterwards_changes_no_byte(
    t2: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    grorud = editor_of(organisation("grorud"))
    sent(t2, "grorud", comment="Vi venter på lokaler.")
    before = stored()
    Goal.objects.update(text="Et annet mål")
    Strategy.objects.update(text="En annen strategi")
    StatusWord.objects.update(code="cancelled")
    Organisation.objects.filter(slug="grorud").update(name="Grorud og Stovner")
    Round.objects.update(name="Tertial 2")
    parties = [
        Responsible.objects.get_by_natural_key("grorud", name)
        for name in ("ansatte ved Regnbuen", "Ansatte ved Regnbuen")
    ]
    merge_into(parties[0], parties[1], by=grorud)
    Responsible.objects.filter(organisation__slug="grorud").update(kind="unit")
    monkeypatch.setattr(StatusCode.IN_PROGRESS, "_label_", "Pågår")
    status = Status.objects.filter(measure__plan__slug="grorud-2023", code="in_progress").first()
    assert status
    assert status.label == "Pågår"
    status.measure.correct(
        status,
        None,
        Report("Avsluttet", StatusCode.COMPLETED),
        on=status.applies_on,
        reason="Skrevet feil",
        by=grorud,
        expected_version=status.measure.report_version,
    )
    call_command("verify_submissions")
    assert stored() == before


def test_who_sends_second_gets_the_version_of_the_first(t2: Round) -> None:
    make_measure(make_plan("alna"))
    first = sent(t2, "alna")
    with pytest.raises(AlreadySentError) as refused:
        sent(t2, "alna")
    assert refused.value.submission == first


def test_what_was_returned_is_sent_again_as_the_next_version(t2: Round) -> None:
    make_measure(make_plan("alna"))
    sent(t2, "alna")
    Submission.objects.update(state=Submission.State.RETURNED)
    assert sent(t2, "alna").version == 2


def test_a_bydel_without_a_plan_has_nothing_to_send(t2: Round) -> None:
    with pytest.raises(NothingToSendError):
        sent(t2, "alna")


@pytest.mark.parametrize("changed", [{"due_on": None}, {"cut_off": date(2026, 9, 11)}])
def test_nothing_is_sent_before_the_cut_off_or_where_no_due_day_asks(
    t2: Round, changed: dict[str, Any]
) -> None:
    Round.objects.update(**changed)
    make_measure(make_plan("alna"))
    with pytest.raises(NothingToSendError):
        sent(t2, "alna")


def test_what_was_altered_behind_the_systems_back_is_named(
    t2: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = make_plan("alna")
    make_measure(plan)
    make_measure(plan)
    submission = sent(t2, "alna")
    call_command("verify_submissions")
    submission.rows.filter(position=2).update(words="{}")
    with pytest.raises(CommandError, match="1 av 1 innsendinger stemmer ikke"):
        call_command("verify_submissions")
    assert "rad 2 er endret" in capsys.readouterr().out
    submission.rows.filter(position=2).delete()
    with pytest.raises(CommandError):
        call_command("verify_submissions")
    told = "versjon 1: hodet, eller hvilke rader som er der, er endret utenom systemet."
    assert told in capsys.readouterr().out


def test_an_altered_head_is_named_beside_an_altered_row(
    t2: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    make_measure(make_plan("alna"))
    submission = sent(t2, "alna")
    submission.rows.update(words="{}")
    Submission.objects.update(head=submission.head.replace("T2 2026", "T3 2026"))
    with pytest.raises(CommandError):
        call_command("verify_submissions")
    told = "versjon 1: rad 1, og hodet, eller hvilke rader som er der, er endret utenom systemet."
    assert told in capsys.readouterr().out


def test_a_row_whose_sum_alone_was_altered_is_named_alone(
    t2: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    make_measure(make_plan("alna"))
    sent(t2, "alna").rows.update(sha256="0" * 64)
    with pytest.raises(CommandError):
        call_command("verify_submissions")
    assert "versjon 1: rad 1 er endret utenom systemet." in capsys.readouterr().out


def test_a_file_that_was_altered_behind_the_systems_back_is_named(
    t2: Round, byadmin: User, capsys: pytest.CaptureFixture[str]
) -> None:
    make_measure(make_plan("alna"))
    store_files(sent(t2, "alna"))
    close(t2, by=byadmin, today=date(2026, 9, 25))
    store_city_files(Round.objects.get(pk=t2.pk))
    call_command("verify_submissions")
    StoredFile.objects.filter(kind="csv").update(content=b"endret")
    CityFile.objects.filter(kind="tables").update(content=b"")
    with pytest.raises(CommandError, match="2 av 12 filer stemmer ikke"):
        call_command("verify_submissions")
    told = capsys.readouterr().out
    assert "alna-t2-2026-v1.csv: filen er endret utenom systemet." in told
    assert "tabeller-t2-2026-nr-1.xlsx: filen er endret utenom systemet." in told


def test_freezing_asks_the_same_of_one_row_and_of_sixty(t2: Round) -> None:
    def queries(slug: str, n: int) -> int:
        plan = make_plan(slug)
        for _ in range(n):
            report(make_measure(plan, responsible=["NAV"], items=["Et"]), on=date(2026, 8, 20))
        editor_of(organisation(slug))
        with CaptureQueriesContext(connection) as asked:
            sent(t2, slug)
        return len(asked)

    assert queries("alna", 1) == queries("bjerke", 60)
