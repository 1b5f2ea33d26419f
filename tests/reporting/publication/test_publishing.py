"""A closed round is published, taken back, and published again."""

import csv
import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from plans.models import Plan
from reporting.closing.acts import close, reopen
from reporting.models import (
    Judgement,
    Publication,
    PublicationAct,
    PublishedFile,
    Round,
)
from reporting.publication.acts import (
    NotClearedError,
    NotClosedError,
    NotPublishedError,
    PublishedAlreadyError,
    address_of,
    judge,
    let_through,
    publish,
    take_back,
)
from reporting.publication.document import CSV_FIELDS
from reporting.publication.fields import FIELDS
from reporting.publication.gate import Gate
from ruspolitikk.accounts.models import User
from tests.factories import editor_of, make_measure, make_plan, organisation
from tests.reporting.publication.publishing import HOSTILE, KEEP, TODAY, cleared, published

Group = Judgement.Group


def data_of(act: PublicationAct) -> Any:
    return json.loads(bytes(act.files.get(kind="json").content))


def lines_of(act: PublicationAct) -> list[dict[str, str]]:
    text = bytes(act.files.get(kind="csv").content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def test_what_is_published_are_the_rows_that_were_sent_and_the_others_as_numbers(
    t2: Round, byadmin: User
) -> None:
    told = data_of(published(t2, byadmin))
    assert [(row["bydel"], row["n"]) for row in told["measures"]] == [
        ("Sagene", 1), ("Alna", 1), ("Alna", 2), ("Alna", 3),
    ]  # fmt: skip
    bydeler = {each["bydel"]: each for each in told["bydeler"]}
    assert bydeler["Bjerke"]["counts"]["measures"] == 1
    assert bydeler["Bjerke"]["counts"]["not_reported"] == 1
    assert bydeler["Bjerke"]["counts"]["in_force"] is None
    assert bydeler["Bjerke"]["last_reported_on"] == "2025-04-30"
    assert bydeler["Alna"]["counts"]["unmapped"] == 1
    assert len(told["without_plan"]) == 12


def test_nothing_that_was_not_let_stand_is_in_any_file(t2: Round, byadmin: User) -> None:
    act = published(t2, byadmin)
    everything = b"".join(bytes(file.content) for file in act.files.all()).decode()
    for secret in (
        *("Kari", "Fatima", "Ole", "22 33 44 55", "ungdommer", "Ola", "Til byen alene", "Hemmelig"),
        *("redaktør", "byadmin", editor_of(organisation("alna")).username),
    ):
        assert secret not in everything, secret
    first = data_of(act)["measures"][1]
    assert (first["name"], first["text"], first["items"]) == ("Utelatt", "Utelatt", [])
    assert (first["code"], first["responsible"], first["remark"]) == ("Utelatt", "Utelatt", None)
    assert lines_of(act)[1]["text"] == "Utelatt"


def test_what_was_let_stand_is_there(t2: Round, byadmin: User) -> None:
    first = data_of(published(t2, byadmin, *Group))["measures"][1]
    assert first["text"] == "Kari Nordmann følger opp 3 ungdommer"
    assert first["items"] == [{"text": "Ring 22 33 44 55", "done_on": None}]


def test_of_two_findings_in_a_field_one_that_is_left_out_leaves_it_out(
    t2: Round, byadmin: User
) -> None:
    first = data_of(published(t2, byadmin, Group.NAME))["measures"][1]
    assert first["text"] == "Utelatt"
    assert first["responsible"] == "NAV v/Fatima"


def test_a_remark_is_public_when_it_is_let_through_and_judged(t2: Round, byadmin: User) -> None:
    let_through(t2, [(each, True) for each in Gate.of(t2).remarks], by=byadmin)
    remarks = [row["remark"] for row in data_of(published(t2, byadmin))["measures"]]
    assert remarks == [None, "Utelatt", HOSTILE, None]


def test_the_csv_has_the_fields_that_are_told_of_and_runs_nothing(t2: Round, byadmin: User) -> None:
    let_through(t2, [(each, True) for each in Gate.of(t2).remarks], by=byadmin)
    rows = lines_of(published(t2, byadmin))
    assert tuple(rows[0]) == CSV_FIELDS == tuple(FIELDS)
    assert (rows[0]["stage"], rows[0]["status_applies_on"]) == ("completed", "2026-08-20")
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_the_files_are_stored_once_with_their_sums_and_the_licence(
    t2: Round, byadmin: User
) -> None:
    act = published(t2, byadmin)
    assert [(file.name, file.is_whole) for file in act.files.order_by("name")] == [
        ("t2-2026.csv", True),
        ("t2-2026.json", True),
    ]
    assert data_of(act)["licence"]["name"] == "Norsk lisens for offentlige data (NLOD) 2.0"


def test_it_is_not_published_before_all_is_judged_or_when_something_was_done_since(
    t2: Round, byadmin: User
) -> None:
    with pytest.raises(NotClearedError):
        publish(t2, seen=Gate.of(t2).seal, by=byadmin, today=TODAY)
    seen = cleared(t2, byadmin).seal
    judge(t2, [(Gate.of(t2).findings[0], KEEP)], by=byadmin)
    with pytest.raises(NotClearedError):
        publish(t2, seen=seen, by=byadmin, today=TODAY)
    seen = cleared(t2, byadmin).seal
    reopen(t2, organisation("sagene"), reason="Feil status", by=byadmin)
    with pytest.raises(NotClearedError):
        publish(t2, seen=seen, by=byadmin, today=TODAY)
    assert not Publication.objects.exists()


def test_of_two_who_publish_the_second_finds_it_published(t2: Round, byadmin: User) -> None:
    seen = cleared(t2, byadmin).seal
    first = publish(t2, seen=seen, by=byadmin, today=TODAY)
    with pytest.raises(PublishedAlreadyError) as refused:
        publish(t2, seen=seen, by=byadmin, today=TODAY)
    assert refused.value.act == first
    assert PublishedFile.objects.count() == 2


def test_a_round_that_nobody_sent_for_is_not_published(t2: Round, byadmin: User) -> None:
    Plan.objects.local().update(state=Plan.State.DRAFT)
    make_measure(make_plan("bjerke"))
    last = date(2026, 9, 30)
    one = Round.objects.create(name="T3 2026", cut_off=last, due_on=last)
    with pytest.raises(NotClosedError):
        publish(one, seen=Gate.of(one).seal, by=byadmin, today=TODAY)
    close(one, by=byadmin, today=date(2026, 10, 1))
    one.refresh_from_db()
    with pytest.raises(NotClosedError):
        publish(one, seen=Gate.of(one).seal, by=byadmin, today=TODAY)


def test_taken_back_and_published_again_is_a_new_act_at_the_same_address(
    t2: Round, byadmin: User
) -> None:
    with pytest.raises(NotPublishedError):
        take_back(t2, reason="Feil", by=byadmin)
    first = published(t2, byadmin)
    take_back(t2, reason="Feil tall", by=byadmin)
    with pytest.raises(NotPublishedError):
        take_back(t2, reason="Feil tall", by=byadmin)
    Round.objects.filter(pk=t2.pk).update(name="Høstrunden")
    t2.refresh_from_db()
    again = published(t2, byadmin, *Group)
    assert Publication.objects.get().slug == "t2-2026"
    assert first.files.get(kind="json").sha256 != again.files.get(kind="json").sha256
    assert [act.kind for act in PublicationAct.objects.order_by("pk")] == [
        "published", "taken_back", "published",
    ]  # fmt: skip


def test_an_address_is_nobody_elses(t2: Round, byadmin: User) -> None:
    published(t2, byadmin)
    for name in ("T2, 2026", "Felter"):
        other = Round.objects.create(name=name, cut_off=date(2027, 4, len(name)))
        assert address_of(other).endswith(f"-{other.pk}")


def test_a_published_file_that_was_altered_behind_the_systems_back_is_named(
    t2: Round, byadmin: User
) -> None:
    published(t2, byadmin)
    call_command("verify_submissions")
    PublishedFile.objects.filter(kind="csv").update(content=b"noe annet")
    with pytest.raises(CommandError, match="1 av 2 filer stemmer ikke"):
        call_command("verify_submissions")


def test_every_name_that_programs_read_is_in_the_documentation(t2: Round, byadmin: User) -> None:
    told = data_of(published(t2, byadmin))
    written = (settings.BASE_DIR / "docs" / "published-report.md").read_text()
    bydel, row = told["bydeler"][0], told["measures"][0]
    names = {*told, *bydel, *bydel["counts"], *row, *CSV_FIELDS, "done_on"}
    assert [name for name in sorted(names) if f"`{name}`" not in written] == []
