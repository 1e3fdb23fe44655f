import pytest

from benchmarks.reference_motion import FOLDER
from benchmarks.reference_ranges import ranges
from gait_lab.analysis.evidence import SOURCES, cite
from gait_lab.analysis.metrics.catalogue import METRICS
from gait_lab.analysis.reference import MEASURED, SPEEDS_MPS, reference_range


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the reference motion is not beside the project")
def test_the_table_is_what_the_recorded_runners_measure():
    measured = ranges()

    assert set(MEASURED) == set(measured)
    for name, row in MEASURED.items():
        for speed, (mean, sd) in zip(SPEEDS_MPS, row, strict=True):
            assert mean == pytest.approx(measured[name][speed][0], rel=0.01, abs=0.01), name
            assert sd == pytest.approx(measured[name][speed][1], rel=0.02, abs=0.01), name


def test_the_range_follows_the_runners_speed():
    slow, middle, fast = (
        reference_range("ground_contact_time_ms", speed_mps=speed) for speed in (2.5, 3.0, 4.5)
    )

    assert slow.mean == pytest.approx(273.1)
    assert middle.mean == pytest.approx((273.1 + 227.5) / 2)
    assert fast.high < slow.mean
    assert "3.0 m/s" in middle.whom


def test_few_runners_make_a_wide_range():
    """A prediction for a 13th runner: 2.29 standard deviations to each side, not 1.96."""
    cadence = reference_range("cadence_spm", speed_mps=2.5)

    assert cadence.high - cadence.mean == pytest.approx(2.291 * 9.18, rel=1e-3)


def test_without_a_speed_the_range_spans_all_speeds_and_says_so():
    contact = reference_range("ground_contact_time_ms")

    assert contact.low == pytest.approx(
        reference_range("ground_contact_time_ms", speed_mps=4.5).low
    )
    assert contact.high == pytest.approx(
        reference_range("ground_contact_time_ms", speed_mps=2.5).high
    )
    assert "2.5 to 4.5 m/s" in contact.whom


@pytest.mark.parametrize("speed_mps", [1.5, 6.0])
def test_no_range_is_made_up_for_speeds_nobody_was_measured_at(speed_mps):
    assert reference_range("cadence_spm", speed_mps=speed_mps) is None


@pytest.mark.parametrize("name", ["step_length_m", "lateral_trunk_lean_deg", "foot_strike_class"])
def test_metrics_without_a_read_source_have_no_range(name):
    assert reference_range(name, speed_mps=3.0) is None


def test_every_range_belongs_to_a_metric_and_a_source():
    for name in (*MEASURED, "trunk_lean_deg"):
        assert name in METRICS
        assert reference_range(name, speed_mps=3.0).source in SOURCES


def test_a_citation_gives_author_year_and_doi():
    assert cite("heiderscheit2011", "damsted2015") == (
        "Heiderscheit et al. 2011, doi:10.1249/MSS.0b013e3181ebedf4; Damsted et al. 2015"
    )


def test_sources_are_complete_and_dois_look_like_dois():
    for key, source in SOURCES.items():
        assert key == source.key
        assert 1950 < source.year <= 2026
        assert all((source.authors, source.title, source.journal, source.says))
        assert source.doi is None or source.doi.startswith("10.")
        assert str(source.year) in key
