"""The load's own arithmetic; that nothing is lost is counted by the command itself."""

import pytest

from tests.load.figures import (
    Asked,
    Save,
    Span,
    Told,
    beside_slow_saves,
    lines_of,
    megabytes_at,
    saves_beside,
    written_over,
)

pytestmark = pytest.mark.one_database


def asked(name: str, *ms: float) -> list[Asked]:
    return [Asked(100 * n, each, name, 200, "kari", "") for n, each in enumerate(ms)]


def test_the_ratio_is_of_the_same_kinds_of_pages_alone_and_in_the_crowd() -> None:
    """A heavy page that one of twenty asks for in the crowd, and that is half of what was asked for
    alone, makes nothing look quicker."""
    alone = [*asked("listen", *[10] * 20), *asked("Oversikt", *[200] * 20)]
    crowd = [*asked("listen", *[20] * 98), *asked("Oversikt", 400, 400), *asked("ny", 900)]
    whole, *each = lines_of(alone, crowd)
    assert (whole.number, whole.alone, whole.crowd, whole.ratio) == (100, (10, 10), (20, 20), 2)
    assert [(line.name, line.ratio) for line in each] == [
        ("Oversikt", 2),
        ("listen", 2),
        ("ny", None),
    ]


def test_a_save_beside_an_export_is_one_that_waited_while_it_ran() -> None:
    before, during, other = (
        Asked(at, 1_000, name, 200, "kari", "")
        for at, name in ((1, "lagre raden"), (4.5, "lagre raden"), (5, "listen"))
    )
    assert saves_beside([before, during, other], [Span("Excel av alt", 5, 9)]) == [1_000]


def test_a_slow_save_is_told_with_what_went_on_beside_it() -> None:
    quick, slow, alone = (
        Asked(at, ms, "lagre raden", 200, "kari", "")
        for at, ms in ((5, 50), (5, 1_000), (20, 1_000))
    )
    saving = Asked(5.5, 2_000, "les inn: lagre planen", 302, "ola", "")
    told = Told([quick, slow, alone, saving], [], [Span("Excel av alt", 1, 9)])
    assert beside_slow_saves(told, 500) == {
        "Excel av alt": 1,
        "les inn: lagre planen": 1,
        "nothing": 1,
    }


def test_two_saves_from_the_same_version_are_a_lost_update_and_a_refused_one_is_none() -> None:
    first, refused, next_one = (
        Save(key, 7, version, "kari", status)
        for key, version, status in (("a", 3, 200), ("b", 3, 409), ("c", 4, 302))
    )
    assert written_over([first, refused, next_one]) == []
    over = Save("d", 7, 4, "ola", 200)
    assert written_over([first, refused, next_one, over]) == [over]


def test_memory_is_that_of_the_look_nearest_to_a_second() -> None:
    looks = [(1.0, 80.0), (29.0, 100.0), (31.5, 102.0), (181.0, 120.0)]
    assert [megabytes_at(looks, second) for second in (30, 180)] == [100, 120]


def test_the_crowd_is_counted_once_everybody_has_come() -> None:
    told = Told([Asked(at, 9, "listen", 200, "kari", "") for at in (100, 159, 160, 200)], [], [])
    assert [each.at for each in told.while_all_came()] == [100, 159]
    assert [each.at for each in told.once_all_had_come().asked] == [160, 200]
