"""What a newer document says otherwise than the measures that are there: nothing is doubled, and
nothing that was reported in between is lost."""

from datetime import date
from typing import Any

import pytest

from measures.importing.difference.compare import Difference, Incoming, Kind, Standing, compare
from measures.importing.difference.parts import Part, Value, said_in, value_of
from measures.importing.review.decisions import with_deadline
from measures.importing.rows.measure_row import MeasureRow, Source
from measures.vocabulary import RiskLevel, StatusCode

READ = date(2026, 8, 31)
PER = date(2026, 12, 31)
LATER = date(2027, 1, 4)
TEXTS = (
    "Følge Oslostandard for oppsøkende arbeid rettet mot utsatt ungdom",
    "Ansette erfaringskonsulent i forebyggende tjenester",
    "Etablere et aktivitetshus for personer med psykiske lidelser",
    "Delta i nettverk for konflikthåndtering sammen med nabobydelene",
)


def row(n: int = 1, text: str = "", deadline: str = "", **fields: Any) -> MeasureRow:
    made = MeasureRow(n=n, text=text or TEXTS[n - 1], source=Source("Tabell 1", n + 1), **fields)
    return with_deadline(made, deadline) if deadline else made


def standing(of: MeasureRow, **changed: Any) -> Standing:
    """A measure as it is when a row was read in."""
    reports = {
        part: [Value(**_fields(value), on=on)] if (value := value_of(of, part)) else []
        for part, on in ((Part.DEADLINE, date(2025, 1, 1)), (Part.STATUS, READ), (Part.RISK, READ))
    }
    fields: dict[str, Any] = {
        "key": 100 + of.n,
        "n": of.n,
        "number": of.code or str(of.n),
        "name": of.text,
        "words": {part: value_of(of, part).words for part in Part if part not in reports},
        "reports": reports,
        "said": said_in(of),
        "first_day": date(2025, 1, 1),
    }
    return Standing(**{**fields, **changed})


def _fields(value: Value) -> dict[str, Any]:
    return {"words": value.words, "means": value.means, "remark": value.remark}


def status(words: str, code: StatusCode, **fields: Any) -> Value:
    return Value(words, code, **{"on": READ, **fields})


def differ(rows: list[MeasureRow], there: list[Standing], **more: Any) -> Difference:
    return compare([Incoming.of(each) for each in rows], there, **{"per": PER, **more})


def kinds(difference: Difference) -> dict[Part, Kind]:
    (changed,) = difference.changed
    return {each.part: each.kind for each in changed.fields}


FULL = row(
    1,
    code="1.2",
    deadline="31.12.2027",
    goal_text="Færre utvikler rusproblemer",
    responsible_text="NAV",
    status_text="Påbegynt",
    status=StatusCode.IN_PROGRESS,
    risk_text="Lav",
    risk=RiskLevel.LOW,
)


def test_a_row_that_says_the_same_is_unchanged() -> None:
    found = differ([FULL], [standing(FULL)])
    assert (found.is_empty, len(found.unchanged)) == (True, 1)


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        (Part.TEXT, {"text": f"{TEXTS[0]} hele året"}),
        (Part.CODE, {"code": "1.3"}),
        (Part.TOPIC, {"topic": "Bolig"}),
        (Part.GOAL, {"goal_text": "Flere får hjelp"}),
        (Part.RESPONSIBLE, {"responsible_text": "NAV og fastlegene"}),
        (Part.DEADLINE, {"deadline": "30.06.2028"}),
        (Part.STATUS, {"status_text": "Iverksatt", "status": StatusCode.IMPLEMENTED}),
        (Part.STATUS, {"remarks": "Venter på lokaler"}),
        (Part.RISK, {"risk_text": "Høy", "risk": RiskLevel.HIGH}),
    ],
)
def test_a_part_that_the_document_changed_is_the_only_one_told(
    part: Part, fields: dict[str, Any]
) -> None:
    deadline = fields.pop("deadline", "31.12.2027")
    own = {name: getattr(FULL, name) for name in ("code", "goal_text", "responsible_text", "risk")}
    own |= {"status_text": "Påbegynt", "status": FULL.status, "risk_text": "Lav"}
    new = row(1, deadline=deadline, **{**own, **fields})
    assert kinds(differ([new], [standing(FULL)])) == {part: Kind.CHANGED}


def test_a_blank_cell_means_as_before() -> None:
    assert differ([row(1)], [standing(FULL)]).is_empty


def test_the_same_in_other_words_is_no_change() -> None:
    there = standing(row(1, deadline="31.12.2027", status_text="Påbegynt", status="in_progress"))
    unread = standing(FULL, reports=there.reports, said={})
    again = row(
        1,
        text=f"  {TEXTS[0]}\n",
        deadline="Innen 31. desember 2027",
        status_text="Under arbeid",
        status=StatusCode.IN_PROGRESS,
    )
    assert differ([again], [unread]).is_empty


# --- Which measure it is --------------------------------------------------------------------------


def test_rows_that_moved_and_were_reworded_are_found_again() -> None:
    there = [standing(row(n)) for n in (1, 2, 3)]
    reworded = "Ansette erfaringskonsulent og styrke forebyggende tjenester for unge"
    found = differ([row(1, TEXTS[2]), row(2, TEXTS[0]), row(3, reworded)], there)
    assert [one.standing.key for one in found.unchanged] == [103, 101]
    assert [one.standing.key for one in found.changed] == [102]
    assert (found.new, found.gone) == ((), ())


def test_a_new_row_a_lost_one_and_what_they_have_in_common_are_told() -> None:
    there = [standing(row(n)) for n in (1, 4)]
    other = "Bygge nettverk mot konflikthåndtering i skoler, klubber, idrettslag og barnehager"
    found = differ([row(1), row(2, other)], there)
    assert [one.key for one in found.gone] == [104]
    (new,) = found.new
    assert new.resembles
    assert new.resembles.key == 104


def test_a_number_that_moved_along_is_no_name() -> None:
    """A row is put in first, so that each has the number of the one before it."""
    there = [standing(row(n, code=str(n))) for n in (1, 2, 3)]
    rows = [row(1, TEXTS[3], code="1"), *(row(n, TEXTS[n - 2], code=str(n)) for n in (2, 3, 4))]
    found = differ(rows, there)
    assert [one.incoming.row.text for one in found.new] == [TEXTS[3]]
    assert {tuple(each.part for each in one.fields) for one in found.changed} == {(Part.CODE,)}


def test_a_code_of_its_own_finds_a_measure_in_quite_other_words() -> None:
    found = differ([row(1, "Skrevet helt om", code="4.2.10")], [standing(row(1, code="4.2.10"))])
    assert kinds(found) == {Part.TEXT: Kind.CHANGED}


def test_codes_that_restart_in_each_block_are_no_names() -> None:
    there = [standing(row(n, code="a")) for n in (1, 2)]
    found = differ([row(1, "Skrevet helt om", code="a"), row(2, code="a")], there)
    assert (len(found.new), len(found.gone), len(found.unchanged)) == (1, 1, 1)


def test_the_same_text_twice_is_told_apart_by_its_goal() -> None:
    there = [standing(row(n, TEXTS[0], goal_text=f"Mål {n}")) for n in (1, 2)]
    rows = [row(1, TEXTS[0], goal_text="Mål 2"), row(2, TEXTS[0], goal_text="Mål 1")]
    assert [one.standing.key for one in differ(rows, there).unchanged] == [102, 101]


def test_a_code_in_the_file_is_no_measures_place_where_both_have_the_same_text() -> None:
    """The first has no code, and stands as number 1; the second is called 1."""
    rows = [row(1, TEXTS[0]), row(2, TEXTS[0], code="1", risk_text="Lav", risk=RiskLevel.LOW)]
    assert differ(rows, [standing(each) for each in rows]).is_empty


def test_a_cell_that_was_parted_is_all_of_its_measures() -> None:
    whole = row(1, "Kartlegge behovet.\nBenytte veilederen.")
    there = [
        standing(row(n, text), said=said_in(whole))
        for n, text in ((1, "Kartlegge behovet."), (2, "Benytte veilederen."))
    ]
    assert len(differ([whole], there).unchanged) == 2
    assert differ([whole], there).is_empty


def test_what_a_person_says_goes_over_what_is_guessed() -> None:
    there = [standing(row(n)) for n in (1, 2)]
    one = Incoming(1, row(1), {}, key=102)
    other = Incoming(2, row(2), {}, is_new=True)
    found = compare([one, other], there, per=PER)
    assert [one.standing.key for one in found.changed] == [102]
    assert [one.incoming.id for one in found.new] == [2]


def test_a_file_of_some_measures_says_nothing_of_the_others() -> None:
    there = [standing(row(n)) for n in (1, 2)]
    assert differ([row(1)], there, is_whole=False).is_empty


# --- What was done here in between ----------------------------------------------------------------

IMPLEMENTED = {"status_text": "Iverksatt", "status": StatusCode.IMPLEMENTED}
BEGUN = status("Påbegynt", StatusCode.IN_PROGRESS)


def reported(*values: Value) -> Standing:
    return standing(FULL, reports={**standing(FULL).reports, Part.STATUS: values})


def test_a_report_of_a_later_day_stays_the_newest() -> None:
    later = status("Avsluttet", StatusCode.COMPLETED, on=LATER, by="redaktør", is_since=True)
    found = differ([row(1, **IMPLEMENTED)], [reported(later, BEGUN)])
    assert kinds(found) == {Part.STATUS: Kind.EARLIER}


@pytest.mark.parametrize("on", [date(2026, 10, 1), PER])
def test_what_somebody_reported_since_is_a_conflict(on: date) -> None:
    here = status("Avsluttet", StatusCode.COMPLETED, on=on, by="redaktør", is_since=True)
    found = differ([row(1, **IMPLEMENTED)], [reported(here, BEGUN)])
    assert kinds(found) == {Part.STATUS: Kind.CONFLICT}


def test_a_cell_that_the_document_did_not_change_changes_nothing_that_was_reported() -> None:
    here = status("Avsluttet", StatusCode.COMPLETED, on=date(2026, 10, 1), is_since=True)
    found = differ([FULL], [reported(here, BEGUN)])
    assert found.is_empty
    assert found.unchanged[0].kept == (Part.STATUS,)


def test_a_status_that_stands_for_that_day_already_is_not_written_again() -> None:
    later = status("Avsluttet", StatusCode.COMPLETED, on=LATER)
    here = status("Iverksatt", StatusCode.IMPLEMENTED, on=PER)
    assert differ([row(1, **IMPLEMENTED)], [reported(later, here, BEGUN)]).is_empty


def test_a_deadline_that_was_moved_on_a_later_day_is_let_be() -> None:
    moved = Value("2029", value_of(row(1, deadline="2029"), Part.DEADLINE).means, on=LATER)
    here = standing(FULL, reports={**standing(FULL).reports, Part.DEADLINE: [moved]})
    assert differ([row(1, deadline="30.06.2028")], [here]).is_empty


def test_words_that_were_edited_here_and_in_the_document_are_a_conflict() -> None:
    mine = Value(f"{TEXTS[0]} og deres pårørende", by="redaktør", is_since=True)
    here = standing(
        FULL, edited={Part.TEXT: mine}, words={**standing(FULL).words, Part.TEXT: mine.words}
    )
    new = row(1, f"{TEXTS[0]} innen fire uker", code="1.2")
    assert kinds(differ([new], [here])) == {Part.TEXT: Kind.CONFLICT}
    assert differ([FULL], [here]).is_empty, "what was edited here alone stands"


def test_what_was_put_right_when_it_was_read_stands_when_it_is_read_again() -> None:
    corrected = standing(row(1, responsible_text="Enhetsleder"), said=said_in(FULL))
    assert differ([FULL], [corrected]).is_empty


def test_what_is_put_right_now_is_told_though_the_document_says_the_same() -> None:
    right = Incoming.of(row(1, code="1.2", responsible_text="Enhetsleder"), as_read=FULL)
    (changed,) = compare([right], [standing(FULL)], per=PER).changed
    assert [each.part for each in changed.fields] == [Part.RESPONSIBLE]


# --- A file that locks what stood there -----------------------------------------------------------


def sheet(*moved: Part, **filled: Any) -> Incoming:
    """A row of an arbeidsark: its measure's key, and what was said here since it was fetched."""
    return Incoming(9, row(1, **filled), {}, key=101, moved=frozenset(moved))


@pytest.mark.parametrize(
    ("moved", "here", "kind"),
    [
        ((), BEGUN, Kind.CHANGED),
        ((), status("Avsluttet", StatusCode.COMPLETED, by="leder"), Kind.CHANGED),
        ((Part.RISK,), BEGUN, Kind.CHANGED),
        (
            (Part.STATUS,),
            status("Avsluttet", StatusCode.COMPLETED, by="leder"),
            Kind.CONFLICT,
        ),
    ],
    ids=["as it was", "seen when it was fetched", "another part", "reported meanwhile"],
)
def test_a_key_and_what_was_said_meanwhile_are_compared_three_ways(
    moved: tuple[Part, ...], here: Value, kind: Kind
) -> None:
    rows = [sheet(*moved, **IMPLEMENTED)]
    found = compare(rows, [reported(here)], per=PER, is_whole=False)
    assert kinds(found) == {Part.STATUS: kind}


def test_a_sheet_that_nobody_filled_in_changes_nothing() -> None:
    assert compare([sheet()], [reported(BEGUN)], per=PER).is_empty


def test_a_sheet_that_says_the_same_of_a_later_day_confirms_it() -> None:
    same = {"status_text": BEGUN.words, "status": BEGUN.means}
    found = compare([sheet(**same)], [reported(BEGUN)], per=PER, is_whole=False)
    assert kinds(found) == {Part.STATUS: Kind.CHANGED}
    on = BEGUN.on or PER
    assert compare([sheet(**same)], [reported(BEGUN)], per=on, is_whole=False).is_empty


def test_another_digest_where_somebody_has_reported_meanwhile() -> None:
    rows = [row(1, **IMPLEMENTED)]
    before = differ(rows, [reported(BEGUN)])
    here = status("Avsluttet", StatusCode.COMPLETED, by="leder")
    assert before.digest == differ(rows, [reported(BEGUN)]).digest
    assert before.digest != differ(rows, [reported(here, BEGUN)]).digest
