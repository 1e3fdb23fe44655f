"""The demo world: made by the product's services, whole, and the same for the same seed.

Analysing takes minutes, so here the films are specks of noise and the analyses say what is true
of the runners; everything after that runs for real.
"""

import csv
import io
from dataclasses import asdict

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from accounts.models import User
from certification.models import Certificate, Grade
from courses.models import LessonPage
from demo.clips import CASE_CLIP, FILMS, REAR_CLIP, SOFT_CLIP
from demo.hands import Hand
from demo.people import DemoRefusedError
from demo.world import load_world
from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis, Case, ExpertReference, Recording
from tests.factories.gait_lab import make_analysis, write_clip

JOINTS = ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
CLIPS = {clip.title: clip for clip in (CASE_CLIP, SOFT_CLIP, REAR_CLIP)}


@pytest.fixture
def load(db, settings, monkeypatch, tmp_path):
    settings.VAR_DIR = tmp_path
    for clip in CLIPS.values():
        frames = len(CASE_CLIP.truth.time_s) if clip is CASE_CLIP else 12
        rate_hz = round(clip.truth.frame_rate_hz)
        film = (FILMS if clip.film else tmp_path / "demo") / f"{clip.preset}.mp4"
        speck = tmp_path / film.parent.name / film.name
        speck.parent.mkdir(exist_ok=True)
        write_clip(speck, frames=frames, size=(32, 24), rate_hz=rate_hz)
    monkeypatch.setattr("demo.clips.FILMS", tmp_path / FILMS.name)
    monkeypatch.setattr("demo.world.start_analysis", analyse_by_truth)
    return lambda: load_world(say=lambda words: None, progress=lambda *words: None)


def analyse_by_truth(*, recording, settings):
    truth = CLIPS[recording.title].truth
    width_px, height_px = truth.image_size_px
    analysis = make_analysis(
        recording,
        view=truth.view,
        near_side=truth.near_side or "",
        status=AnalysisStatus.DONE,
        frame_times_s=[float(t) for t in truth.time_s],
        result={
            "schema": "midstance.analysis/1",
            "clip": {
                "view": truth.view,
                "near_side": truth.near_side,
                "facing": truth.facing,
                "width_px": width_px,
                "height_px": height_px,
                "capture_rate_hz": truth.capture_rate_hz,
            },
            "events": [{**asdict(event), "confidence": 0.9} for event in truth.events],
            "metrics": [{"name": m.name, "side": m.side, "value": m.value} for m in truth.metrics],
            "findings": [],
        },
    )
    if truth.near_side:
        analysis.landmarks.save("landmarks.csv", ContentFile(near_leg_csv(truth)))
    return analysis


def near_leg_csv(truth) -> bytes:
    names = [f"{truth.near_side}_{joint}" for joint in JOINTS]
    paths = [truth.point(name) for name in names]
    file = io.StringIO()
    writer = csv.writer(file)
    columns = [f"{name}_{part}" for name in names for part in ("x_px", "y_px", "visibility")]
    writer.writerow(["frame", "time_s", *columns])
    for frame, time_s in enumerate(truth.time_s):
        writer.writerow([frame, time_s, *(v for path in paths for v in (*path[frame], 1))])
    return file.getvalue().encode()


def numbers_of_rows():
    models = (User, Recording, Analysis, Case, ExpertReference, Grade, Certificate)
    return {model.__name__: model.objects.count() for model in models}


def test_world_holds_the_whole_story_and_a_second_start_adds_nothing(load):
    links = dict(load())
    rows = numbers_of_rows()

    assert rows == {
        "User": 6, "Recording": 3, "Analysis": 3, "Case": 1, "ExpertReference": 1,
        "Grade": 1, "Certificate": 1,
    }  # fmt: skip
    assert dict(load()) == links
    assert numbers_of_rows() == rows

    grade, certificate = Grade.objects.get(), Certificate.objects.get()
    assert grade.passed
    assert grade.score_pct < 100
    assert certificate.is_specimen
    assert certificate.holder_name == "Noor Haddad"
    assert certificate.decision.decided_by.name == "Dora Castellano"


def test_every_printed_link_opens_for_whom_it_names(load):
    people = {"learner", "newcomer", "examiner", "therapist"}
    for words, path in load():
        named = next((key for key in people if f"({key})" in words), None)
        client = Client()
        if named:
            client.force_login(User.objects.get(email__startswith=named))
        if not words.startswith("A result"):  # its page needs pictures that were not drawn here
            assert client.get(path).status_code == 200, words


def test_newcomer_finds_the_practical_closed_until_enrolled_and_no_answer(load):
    links = dict(load())
    client = Client()
    client.force_login(User.objects.get(email__startswith="newcomer"))

    lesson = LessonPage.objects.get(slug="angles")
    assert str(Case.objects.get().pk) in str(lesson.body.raw_data[-1])
    assert "Enrol on the course first" in client.get(links["The practical (newcomer)"]).text
    for words, path in links.items():
        if words.split(" (")[0] in {"The case", "A graded attempt", "The certificate"}:
            assert client.get(path).status_code == 404, words


def test_same_seed_makes_the_same_runner_and_the_same_hand():
    def hand(seed):
        frames = range(len(CASE_CLIP.truth.time_s))
        return Hand(CASE_CLIP.truth, frames=frames, error_px=4, seed=seed).content(findings=[])

    assert hand(7) == hand(7)
    assert hand(7)["points"] != hand(8)["points"]
    assert CASE_CLIP.plan.truth().to_json() == CASE_CLIP.plan.truth().to_json()


def test_settings_that_forbid_the_demo_make_nobody(load, settings):
    settings.DEMO_WORLD_ALLOWED = False

    with pytest.raises(DemoRefusedError):
        load()
    assert not User.objects.exists()
