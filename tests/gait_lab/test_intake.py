"""A clip that comes with an ordinary form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gait_lab import services
from gait_lab.models import Recording
from gait_lab.services import Declaration
from tests.factories.gait_lab import write_clip
from tests.gait_lab.conftest import stored_files
from tests.gait_lab.tus import uploaded_files

pytestmark = pytest.mark.services


DRAWN = Declaration(subject="drawn", ground="no_person")


class TestForm:
    def test_clip_is_stored_under_a_random_name(self, learner, clip_bytes, private_folder):
        file = SimpleUploadedFile("../../../etc/passwd\x00.mp4", clip_bytes)
        recording = services.store_upload(owner=learner, file=file, declaration=DRAWN)

        assert stored_files(private_folder) == {recording.file.name}
        assert recording.file.name.startswith(f"recordings/{recording.pk}/")
        assert "passwd" not in recording.file.name

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("empty", "empty"),
            ("text", "not_video"),
            ("truncated", "cut_off"),
            ("sound", "no_video"),
            ("one_frame", "too_few_frames"),
        ],
    )
    def test_bad_file_is_refused_and_leaves_nothing(
        self, learner, clip_bytes, private_folder, settings, tmp_path, name, code
    ):
        content = {
            "empty": lambda: b"",
            "text": lambda: b"a letter to a friend\n" * 50,
            "truncated": lambda: clip_bytes[: len(clip_bytes) // 2],
            "sound": lambda: sound_only(tmp_path / "sound.mp4"),
            "one_frame": lambda: write_clip(tmp_path / "one.mp4", frames=1).read_bytes(),
        }[name]()
        with pytest.raises(services.ClipError) as caught:
            services.store_upload(
                owner=learner, file=SimpleUploadedFile("run.mp4", content), declaration=DRAWN
            )

        assert caught.value.code == code
        assert not Recording.objects.exists()
        assert stored_files(private_folder) == set()
        assert uploaded_files(settings) == []

    def test_only_those_who_teach_add_teaching_cases(
        self, learner, instructor, clip_bytes, private_folder
    ):
        case = Declaration(subject="drawn", ground="no_person", purpose="case")
        with pytest.raises(services.DeclarationError):
            services.store_upload(
                owner=learner, file=SimpleUploadedFile("a.mp4", clip_bytes), declaration=case
            )
        recording = services.store_upload(
            owner=instructor, file=SimpleUploadedFile("a.mp4", clip_bytes), declaration=case
        )
        assert recording.purpose == "case"

    @pytest.mark.parametrize(
        ("subject", "ground"),
        [("myself", "no_person"), ("drawn", "own_image"), ("consenting_minor", "own_image")],
    )
    def test_ground_must_fit_who_is_shown(self, subject, ground):
        with pytest.raises(services.DeclarationError):
            Declaration(subject=subject, ground=ground)


def sound_only(path):
    import av
    import numpy as np

    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100, layout="mono")
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 44100), dtype=np.float32), format="fltp", layout="mono"
        )
        frame.sample_rate, frame.pts = 44100, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path.read_bytes()
