"""What a measure keeps of its newest entries, after any acts: what the history itself says."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.models import Measure
from measures.models.queries import KEPT
from measures.vocabulary import RiskLevel
from tests.factories import make_measure, report, set_deadline

days = st.sampled_from([date(2024, 1, 1), date(2024, 4, 30), date(2024, 8, 31)])
acts = st.one_of(
    st.tuples(
        st.just("report"),
        st.sampled_from(["Under arbeid", "Iverksatt", "Nesten i mål"]),
        days,
        st.sampled_from([None, *RiskLevel]),
    ),
    st.tuples(st.just("deadline"), st.sampled_from(["31.12.2025", "Årlig", ""]), days, st.none()),
    st.tuples(st.just("correction"), st.sampled_from(["30.06.2025", ""]), days, st.none()),
)


def kept_by(measure: Measure) -> dict[str, Any]:
    return {column: getattr(measure, column) for _entry, _field, column in KEPT}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, min_size=3, max_size=8))
def test_each_act_points_at_the_newest_of_the_history(
    db: None, history: list[tuple[str, str, date, RiskLevel | None]]
) -> None:
    measure = make_measure()
    for act, words, on, risk in history:
        if act == "report":
            report(measure, words, on=on, risk=risk)
        elif act == "deadline":
            set_deadline(measure, words, on=on)
        elif newest := measure.deadlines.counting().first():
            by = newest.recorded_by
            assert by is not None
            measure.set_deadline(words, reason="x", on=on, by=by, corrects=newest)
        before = kept_by(Measure.objects.get(pk=measure.pk))
        Measure.objects.filter(pk=measure.pk).point_at_newest()
        assert before == kept_by(Measure.objects.get(pk=measure.pk))


@pytest.mark.usefixtures("db")
def test_a_measure_follows_its_own_acts_in_memory() -> None:
    measure = make_measure()
    for words in ("Under arbeid", "Iverksatt"):
        report(measure, words, risk=RiskLevel.LOW, refresh=False)
        set_deadline(measure, "31.12.2025", on=date(2024, 4, 30))
        in_database = Measure.objects.get(pk=measure.pk)
        assert kept_by(measure) == kept_by(in_database)
        assert measure.report_version == in_database.report_version


@pytest.mark.usefixtures("db")
def test_a_measure_that_is_saved_after_its_acts_undoes_nothing() -> None:
    measure = make_measure()
    report(measure, refresh=False)
    report(measure, "Iverksatt", refresh=False)
    measure.save()
    saved = Measure.objects.get(pk=measure.pk)
    assert (saved.report_version, saved.current_code) == (2, "implemented")
    assert saved.latest_status_id == measure.statuses.get(words="Iverksatt").pk
