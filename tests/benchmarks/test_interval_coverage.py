"""How sure the share of intervals that hold is: by runner, not by value."""

from benchmarks.interval_coverage import share


def test_runners_who_differ_leave_the_share_less_sure_than_their_many_values():
    unlike = share({str(n): [n % 5 > 0] * 100 for n in range(10)})
    alike = share({str(n): [True] * 80 + [False] * 20 for n in range(10)})

    for row in (unlike, alike):
        assert (row["n"], row["runners"], row["covered_pct"]) == (1000, 10, 80)
    assert unlike["low_pct"] < 60
    assert unlike["high_pct"] == 100
    assert alike["low_pct"] == alike["high_pct"] == 80


def test_share_is_the_same_each_time():
    held = {"one": [True, False, True], "two": [True] * 9, "three": [False]}
    assert share(held) == share(held)
