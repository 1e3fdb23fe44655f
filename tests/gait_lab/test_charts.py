"""Charts drawn for page and paper: true positions, spoken labels, both legs told apart."""

import re
from xml.etree import ElementTree

import pytest

from gait_lab import charts
from gait_lab.analysis.digits import decimals_for, number, with_unit
from gait_lab.charts.bar_gauge import bar_gauge
from gait_lab.charts.svg import Scale, ticks

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def bar(**changes) -> charts.Bar:
    return charts.Bar(
        **{
            "value": 30.0,
            "low": 28.0,
            "high": 32.0,
            "band": (20.0, 40.0),
            "mean": 30.0,
            "side": "left",
            "decimals": 0,
            "label": "Overstride: 30 ± 2 % leg",
        }
        | changes
    )


class TestDigits:
    @pytest.mark.parametrize(
        ("error", "at_most", "decimals"),
        [(0.03, 2, 2), (0.3, 2, 1), (1.1, 1, 1), (2.5, 1, 0), (25.0, 1, 0), (0.001, 1, 1)],
    )
    def test_value_has_as_many_decimals_as_its_error_allows(self, error, at_most, decimals):
        assert decimals_for(error, at_most=at_most) == decimals

    @pytest.mark.parametrize("error", [None, 0.0, float("nan")])
    def test_without_an_error_the_metric_decides(self, error):
        assert decimals_for(error, at_most=1) == 1

    @pytest.mark.parametrize(
        ("value", "text"), [(-3.26, "−3.3"), (-0.04, "0.0"), (0.0, "0.0"), (12.0, "12.0")]
    )
    def test_number_has_a_true_minus_and_no_minus_zero(self, value, text):
        assert number(value, decimals=1) == text

    def test_degrees_stand_close_and_other_units_apart(self):
        assert with_unit("12", "°") == "12°"
        assert with_unit("12", "ms") == "12 ms"
        assert with_unit("0.9", "") == "0.9"


class TestRangeBar:
    def test_mark_stands_on_the_value_between_the_ends_of_the_range(self):
        svg = drawn(charts.range_bar(bar()))
        band = svg.find(f"{SVG}rect")
        start, width = float(band.get("x")), float(band.get("width"))
        mark = svg.find(f"{SVG}circle")

        assert float(mark.get("cx")) == pytest.approx(start + width / 2, abs=0.1)

    def test_value_outside_the_range_is_drawn_outside(self):
        svg = drawn(charts.range_bar(bar(value=50.0, low=48.0, high=52.0)))
        band = svg.find(f"{SVG}rect")
        end = float(band.get("x")) + float(band.get("width"))

        assert float(svg.find(f"{SVG}circle").get("cx")) > end

    def test_right_is_a_square_left_a_circle(self):
        right = drawn(charts.range_bar(bar(side="right")))
        assert right.find(f"{SVG}circle") is None
        assert len(right.findall(f"{SVG}rect")) == 2

    def test_says_its_number_aloud_and_escapes_words(self):
        svg = drawn(charts.range_bar(bar(label='<b> "30"')))
        assert svg.get("role") == "img"
        assert svg.get("aria-label") == '<b> "30"'


class TestCycleChart:
    def line(self, side="left", mean=None):
        return charts.CycleLine(mean or [10.0] * 101, [2.0] * 101, side, 38.0)

    def test_line_without_a_mean_draws_nothing(self):
        empty = self.line(mean=[float("nan")] * 101)
        assert charts.cycle_chart([empty], unit="°", label="Knee") == ""

    def test_gap_lifts_the_pen(self):
        mean = [10.0] * 40 + [float("nan")] * 5 + [10.0] * 56
        svg = charts.cycle_chart([self.line(mean=mean)], unit="°", label="Knee")
        path = re.search(r'd="([^"]+)"[^>]*class="chart-line is-left"', svg).group(1)
        assert path.count("M") == 2
        assert "nan" not in svg

    def test_right_leg_is_dashed(self):
        svg = charts.cycle_chart([self.line("left"), self.line("right")], unit="°", label="Hip")
        lines = {
            path.get("class"): path.get("stroke-dasharray")
            for path in drawn(svg).iter(f"{SVG}path")
            if "chart-line" in path.get("class", "")
        }
        assert lines["chart-line is-left"] is None
        assert lines["chart-line is-right"] == "7 4"


def test_style_map_puts_more_contact_higher_and_more_steps_to_the_right():
    def spot(cadence, duty, side):
        return charts.Spot(cadence, (cadence, cadence), duty, (duty, duty), side)

    svg = drawn(
        charts.style_map(
            [spot(160.0, 30.0, "left"), spot(190.0, 40.0, "right")], others=None, label="Style"
        )
    )
    left = svg.find(f"{SVG}circle")
    right = svg.findall(f"{SVG}rect")[-1]
    assert float(left.get("cx")) < float(right.get("x"))
    assert float(left.get("cy")) > float(right.get("y"))


def test_footfalls_keep_left_above_right_and_inside_the_strip():
    strip = drawn(
        charts.footfall_chart(
            [
                charts.Footfall("left", 0.1, 0.4, is_sure=True),
                charts.Footfall("right", 0.5, 9.0, is_sure=False),
            ],
            until_s=1.0,
            label="Feet",
        )
    )
    left, right = strip.findall(f"{SVG}rect")
    assert float(left.get("y")) < float(right.get("y"))
    assert float(right.get("x")) + float(right.get("width")) <= float(strip.get("width"))
    assert float(right.get("fill-opacity")) < 1


def test_ticks_are_round_and_inside():
    assert ticks(3, 47, about=5) == [10, 20, 30, 40]
    assert ticks(-2.5, 7.6, about=5) == [-2.5, 0, 2.5, 5, 7.5]


def test_scale_turns_upside_down_for_the_vertical_axis():
    y = Scale(0, 10, 100, 0)
    assert (y(0), y(10), y(2.5)) == (100, 0, 75)


@pytest.mark.parametrize(
    ("value", "low", "high", "inside"),
    [(3.0, None, 4.0, True), (5.0, None, 4.0, False), (-3.0, -5.0, 5.0, True),
     (-9.0, -5.0, 5.0, False),
     (99.5, 99.0, None, True), (98.5, 99.0, None, False)],
)  # fmt: skip
def test_gauge_shows_the_figure_inside_its_bar_or_outside(value, low, high, inside):
    svg = drawn(bar_gauge(value, low=low, high=high, label="a figure"))
    band, dot = svg.find(f"{SVG}rect"), svg.find(f"{SVG}circle")
    start, width = float(band.get("x")), float(band.get("width"))
    assert (start <= float(dot.get("cx")) <= start + width) is inside
    assert svg.get("aria-label") == "a figure"


def test_gauge_points_where_a_figure_lies_beyond_the_drawing():
    svg = drawn(bar_gauge(90.0, low=None, high=4.0, label="far out"))
    assert svg.find(f"{SVG}circle") is None
    assert len(svg.findall(f"{SVG}path")) == 2
