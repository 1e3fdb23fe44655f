"""The speed benchmark's own parts."""

from benchmarks.speed import input_size, repeated
from gait_lab.analysis.frames import probe_clip
from tests.gait_lab.analysis.clip_files import numbered, write_clip


def test_a_short_clip_is_repeated_until_it_is_long_enough(tmp_path):
    short = write_clip(tmp_path / "short.mp4", numbered(20))
    probe = probe_clip(repeated(short, tmp_path / "long.mp4", least_frames=50))
    assert probe.frames == 60
    assert not probe.variable_rate


def test_the_bare_loop_sees_frames_at_our_size():
    assert input_size(720, 1280) == {}
    assert input_size(1080, 1920) == {"width": 540, "height": 960}
