"""Frames and their times: exact on every codec, from any frame on, whatever the file's tricks."""

import itertools

import numpy as np
import pytest

from gait_lab.analysis.frames import ClipError, DecodeLimits, frame_at, probe_clip, read_frames
from tests.gait_lab.analysis.clip_files import (
    numbered,
    read_number,
    set_edit_rate,
    set_matrix,
    write_clip,
    write_sound,
)

CODECS = {
    "h264": ("clip.mp4", "libx264", "yuv420p", {"g": "12", "bf": "2"}),
    "hevc": ("clip.mov", "libx265", "yuv420p", {"g": "12", "x265-params": "log-level=none"}),
    "vp9": ("clip.webm", "libvpx-vp9", "yuv420p", {"g": "12", "cpu-used": "8"}),
    "av1": ("clip.mp4", "libsvtav1", "yuv420p", {"g": "12", "preset": "12"}),
    "mjpeg": ("clip.avi", "mjpeg", "yuvj420p", {}),
}


def encode(folder, codec, count):
    name, encoder, pix_fmt, options = CODECS[codec]
    return write_clip(
        folder / name,
        numbered(count),
        codec=encoder,
        pix_fmt=pix_fmt,
        options=options,
        ticks_per_s=30 if codec == "mjpeg" else 90_000,  # AVI counts frames, not ticks
    )


@pytest.fixture
def clip(tmp_path):
    return write_clip(tmp_path / "clip.mp4", numbered(40), options={"g": "10"})


@pytest.mark.parametrize("codec", CODECS)
def test_every_frame_of_every_codec_has_its_number_and_time(tmp_path, codec, monkeypatch):
    monkeypatch.setenv("SVT_LOG", "0")
    path = encode(tmp_path, codec, 30)
    probe = probe_clip(path)
    assert probe.frames == 30
    assert probe.playback_rate_hz == pytest.approx(30, rel=1e-3)
    frames = list(read_frames(probe))
    assert [read_number(frame.rgb) for frame in frames] == list(range(30))
    # Matroska keeps whole milliseconds.
    assert [frame.time_s for frame in frames] == pytest.approx(np.arange(30) / 30, abs=1e-3)


@pytest.mark.parametrize("codec", ["h264", "hevc", "vp9", "mjpeg"])
def test_a_reader_starting_anywhere_sees_the_same_frames(tmp_path, codec):
    path = encode(tmp_path, codec, 40)
    probe = probe_clip(path)
    for start in (0, 1, 11, 12, 13, 25, 39):
        frames = list(read_frames(probe, start=start, stop=start + 3))
        expected = list(range(start, min(start + 3, 40)))
        assert [frame.index for frame in frames] == expected
        assert [read_number(frame.rgb) for frame in frames] == expected


def test_times_are_the_files_own_when_the_rate_varies(tmp_path):
    gaps_s = itertools.cycle([1 / 240, 1 / 200, 1 / 300, 1 / 60])
    times_s = np.concatenate([[0], np.cumsum([next(gaps_s) for _ in range(39)])])
    path = write_clip(tmp_path / "vfr.mp4", numbered(40), times_s=times_s, rate_hz=240)
    probe = probe_clip(path)
    assert probe.variable_rate
    assert probe.time_s() == pytest.approx(times_s, abs=1e-4)
    assert [frame.time_s for frame in read_frames(probe, start=20)] == pytest.approx(
        times_s[20:], abs=1e-4
    )


def test_an_even_rate_is_not_called_variable(clip):
    assert not probe_clip(clip).variable_rate


def test_dropped_frames_do_not_lower_the_rate(tmp_path):
    times_s = np.delete(np.arange(60) / 30, [7, 8, 9, 22, 40, 41])
    probe = probe_clip(write_clip(tmp_path / "drops.mp4", numbered(54), times_s=times_s))
    assert probe.playback_rate_hz == pytest.approx(30, rel=1e-3)
    assert probe.time_s()[-1] == pytest.approx(59 / 30, abs=1e-4)
    assert probe.dropped_frames_share == pytest.approx(6 / 60, abs=1e-3)


def test_time_starts_at_the_first_frame(tmp_path):
    times_s = 5 + np.arange(12) / 30
    probe = probe_clip(write_clip(tmp_path / "late.mkv", numbered(12), times_s=times_s))
    assert probe.time_s()[0] == 0
    assert probe.time_s()[-1] == pytest.approx(11 / 30, abs=1e-3)


@pytest.mark.parametrize(
    ("matrix", "corner"),
    [
        ((1, 0, 0, 1), "bottom left"),
        ((0, 1, -1, 0), "top left"),  # a phone held upright: turn clockwise
        ((-1, 0, 0, -1), "top right"),
        ((0, -1, 1, 0), "bottom right"),
        ((-1, 0, 0, 1), "bottom right"),  # a mirrored selfie
    ],
)
def test_frames_are_upright_whatever_the_rotation_flag(tmp_path, matrix, corner):
    path = set_matrix(write_clip(tmp_path / "turned.mp4", numbered(3)), matrix)
    probe = probe_clip(path)
    rgb = next(read_frames(probe)).rgb
    assert rgb.shape == (probe.height_px, probe.width_px, 3)
    assert (probe.width_px, probe.height_px) == ((96, 192) if matrix[0] == 0 else (192, 96))
    redness = rgb[..., 0].astype(int) - rgb[..., 1]
    y, x = np.argwhere(redness > 80).mean(axis=0) / rgb.shape[:2]
    assert f"{'top' if y < 0.5 else 'bottom'} {'left' if x < 0.5 else 'right'}" == corner


def test_large_frames_are_scaled_and_small_ones_left(tmp_path):
    probe = probe_clip(
        write_clip(
            tmp_path / "uhd.mp4",
            numbered(3, width=3840, height=2160),
            options={"preset": "ultrafast"},
        )
    )
    assert (probe.width_px, probe.height_px) == (3840, 2160)
    frames = list(read_frames(probe, max_side_px=640))
    assert [frame.rgb.shape for frame in frames] == [(360, 640, 3)] * 3
    assert [read_number(frame.rgb) for frame in frames] == [0, 1, 2]
    small = probe_clip(write_clip(tmp_path / "small.mp4", numbered(3)))
    assert next(read_frames(small, max_side_px=640)).rgb.shape == (96, 192, 3)


def test_frame_at_gives_that_frame(clip):
    assert read_number(frame_at(probe_clip(clip), 23).rgb) == 23
    with pytest.raises(IndexError):
        frame_at(probe_clip(clip), 40)


def test_240_hz_frames_keep_their_times(tmp_path):
    probe = probe_clip(write_clip(tmp_path / "fast.mp4", numbered(48), rate_hz=240))
    assert probe.playback_rate_hz == pytest.approx(240, rel=1e-3)
    assert probe.time_s()[-1] == pytest.approx(47 / 240, abs=1e-4)
    assert probe.slow_motion is None


class TestSlowMotion:
    def test_a_stated_capture_rate_shortens_the_times(self, clip):
        probe = probe_clip(clip)
        assert probe.time_s(240)[-1] == pytest.approx(39 / 240, abs=1e-6)
        assert next(read_frames(probe, start=39, capture_rate_hz=240)).time_s == pytest.approx(
            39 / 240, abs=1e-6
        )

    def test_a_capture_rate_equal_to_the_playback_rate_changes_nothing(self, clip):
        probe = probe_clip(clip)
        assert probe.time_s(29.97) == pytest.approx(probe.time_s(), abs=0)

    def test_a_capture_rate_below_the_playback_rate_is_refused(self, clip):
        with pytest.raises(ClipError, match="below the clip's own 30 frames per second"):
            probe_clip(clip).time_s(10)

    def test_the_android_capture_rate_is_a_clue(self, tmp_path):
        path = write_clip(
            tmp_path / "slow.mp4",
            numbered(5),
            metadata={"com.android.capture.fps": "240.0"},
            container_options={"movflags": "use_metadata_tags"},
        )
        clue = probe_clip(path).slow_motion
        assert clue.capture_rate_hz == 240
        assert not clue.times_are_real

    def test_an_android_clip_at_its_capture_rate_gives_no_clue(self, tmp_path):
        path = write_clip(
            tmp_path / "plain.mp4",
            numbered(5),
            metadata={"com.android.capture.fps": "30.0"},
            container_options={"movflags": "use_metadata_tags"},
        )
        assert probe_clip(path).slow_motion is None

    def test_an_edit_that_stretches_is_a_clue_but_the_times_stay_real(self, tmp_path):
        path = write_clip(tmp_path / "edit.mp4", numbered(48), rate_hz=240, options={"bf": "2"})
        assert probe_clip(path).slow_motion is None
        probe = probe_clip(set_edit_rate(path, 0.125))
        assert probe.slow_motion.times_are_real
        assert probe.time_s()[-1] == pytest.approx(47 / 240, abs=1e-4)

    def test_a_title_that_says_slow_motion_is_a_clue(self, tmp_path):
        path = write_clip(tmp_path / "named.mp4", numbered(5), metadata={"title": "My SLOW-MO run"})
        assert "title" in probe_clip(path).slow_motion.reason


class TestBadInput:
    def refusal(self, path, limits=None):
        with pytest.raises(ClipError) as caught:
            list(read_frames(probe_clip(path, limits=limits), limits=limits))
        return caught.value.code, str(caught.value)

    def test_missing_file(self, tmp_path):
        code, message = self.refusal(tmp_path / "none.mp4")
        assert (code, "none.mp4" in message) == ("missing", True)

    def test_folder(self, tmp_path):
        assert self.refusal(tmp_path)[0] == "not_file"

    def test_empty_file(self, tmp_path):
        path = tmp_path / "empty.mp4"
        path.touch()
        assert self.refusal(path) == (
            "empty",
            "The file is empty. Copy it from the camera or phone again and upload that.",
        )

    @pytest.mark.parametrize(
        "content", [b"just some text\n" * 50, b"#EXTM3U\n#EXTINF:1,\nother.ts\n", b"\x89PNG\r\n"]
    )
    def test_text_a_playlist_or_a_picture_renamed_mp4(self, tmp_path, content):
        path = tmp_path / "text.mp4"
        path.write_bytes(content)
        code, message = self.refusal(path)
        assert code == "not_video"
        assert "Upload the clip as the camera or phone saved it" in message

    def test_sound_without_picture(self, tmp_path):
        assert self.refusal(write_sound(tmp_path / "sound.mp4"))[0] == "no_video"

    def test_one_frame(self, tmp_path):
        code, message = self.refusal(write_clip(tmp_path / "one.mp4", numbered(1)))
        assert code == "too_few_frames"
        assert "1 frame:" in message

    def test_cut_off_without_its_index(self, clip):
        clip.write_bytes(clip.read_bytes()[:2000])
        assert self.refusal(clip)[0] == "cut_off"

    def test_cut_off_with_its_index_at_the_start(self, tmp_path):
        path = write_clip(
            tmp_path / "web.mp4", numbered(60), container_options={"movflags": "faststart"}
        )
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * 0.7)])
        code, message = self.refusal(path)
        assert code == "cut_off"
        assert "promises 60 frames" in message

    def test_cut_off_matroska(self, tmp_path):
        path = write_clip(tmp_path / "clip.mkv", numbered(300), options={"g": "10"})
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * 0.5)])
        assert self.refusal(path)[0] == "cut_off"

    def test_pictures_that_do_not_decode(self, tmp_path):
        path = write_clip(tmp_path / "bad.mp4", numbered(20))
        data = bytearray(path.read_bytes())
        start = data.index(b"mdat") + 4
        end = data.index(b"moov") - 4
        data[start:end] = bytes(end - start)
        path.write_bytes(bytes(data))
        assert self.refusal(path)[0] == "undecodable"

    def test_too_many_pixels(self, clip):
        assert self.refusal(clip, DecodeLimits(max_pixels=100))[0] == "too_many_pixels"

    def test_too_long(self, clip):
        assert self.refusal(clip, DecodeLimits(max_duration_s=1))[0] == "too_long"

    def test_too_many_frames(self, clip):
        assert self.refusal(clip, DecodeLimits(max_frames=20))[0] == "too_many_frames"

    def test_decoding_that_takes_too_long(self, clip):
        probe = probe_clip(clip)
        with pytest.raises(ClipError, match="took more than 0 s"):
            list(read_frames(probe, limits=DecodeLimits(max_decode_s=0)))
