"""A case on a drawn runner whose every number is known, and a practical offered on it.

Sixty frames a second, the left leg near, running to image-left. Contacts on frames 20, 62 and
104, toe-offs 15 frames after each. From a contact on, the knee bends by half a degree a frame.
"""

import csv
import io
import math
import uuid

from django.core.files.base import ContentFile
from PIL import Image

from certification.selectors import current_grade
from certification.services import (
    create_scheme,
    offer_practical,
    save_work,
    start_attempt,
    submit_work,
)
from courses.models import CoursePage
from courses.services import enrol_learner, ensure_site
from gait_lab.enums import AnalysisStatus, Purpose
from gait_lab.models import CaseFrame
from gait_lab.services.measurements import save_measurements
from gait_lab.services.references import freeze_reference, open_draft
from tests.factories.gait_lab import make_analysis, make_case, make_recording

WIDTH_PX, HEIGHT_PX, RATE_HZ, FRAMES = 640, 480, 60, 125
CONTACTS, TOE_OFFS = (20, 62, 104), (35, 77, 119)
WINDOW = (12, 122)
LEG_PX = 90.0
HIP = (320.0, 200.0)
CANARY = 7.7777
"""Stands in every place of the analysis that a candidate must never be sent."""


POORER = {"answers": {"foot_strike_class": "non_rearfoot", "findings": []}}
"""Work that fails, to hand in."""


def frame_times_s():
    return [frame / RATE_HZ for frame in range(FRAMES)]


def angles_at(frame):
    """The drawn runner's angles, degrees: thigh and shank from vertical, foot pitch, trunk."""
    since = min(frame - max((c for c in CONTACTS if c <= frame), default=CONTACTS[0]), 15)
    thigh, shank = 20 - 0.5 * since, 8 - since
    return {"thigh": thigh, "shank": shank, "pitch": max(12 - 3 * since, 0), "trunk": 6}


def points_at(frame):
    """The near leg in image pixels; the runner faces left, so forward is towards x = 0."""
    deg = {name: math.radians(value) for name, value in angles_at(frame).items()}

    def below(start, angle, length):
        return (start[0] - length * math.sin(angle), start[1] + length * math.cos(angle))

    knee = below(HIP, deg["thigh"], LEG_PX)
    ankle = below(knee, deg["shank"], LEG_PX)
    heel = (ankle[0] + 8, ankle[1] + 12)
    toe = (heel[0] - 40 * math.cos(deg["pitch"]), heel[1] - 40 * math.sin(deg["pitch"]))
    shoulder = (HIP[0] - 110 * math.sin(deg["trunk"]), HIP[1] - 110 * math.cos(deg["trunk"]))
    return {
        "hip": HIP,
        "knee": knee,
        "ankle": ankle,
        "heel": heel,
        "foot_index": toe,
        "shoulder": shoulder,
    }


def landmarks_csv():
    joints = ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
    file = io.StringIO()
    writer = csv.writer(file)
    names = [f"left_{joint}" for joint in joints]
    columns = [f"{name}_{part}" for name in names for part in ("x_px", "y_px", "visibility")]
    writer.writerow(["frame", "time_s", *columns])
    for frame, time_s in enumerate(frame_times_s()):
        points = points_at(frame)
        cells = [cell for joint in joints for cell in (*points[joint], 1)]
        writer.writerow([frame, time_s, *cells])
    return file.getvalue().encode()


def analysis_result():
    events = [
        {"kind": kind, "side": side, "frame": frame, "time_s": frame / RATE_HZ, "confidence": 0.9}
        for kind, frames in (("initial_contact", CONTACTS), ("toe_off", TOE_OFFS))
        for side, frame in (("left", frame) for frame in frames)
    ]
    events.append(
        {
            "kind": "initial_contact",
            "side": "right",
            "frame": 41,
            "time_s": 41 / RATE_HZ,
            "confidence": 0.4,
        }
    )
    return {
        "schema": "midstance.analysis/1",
        "clip": {
            "duration_s": FRAMES / RATE_HZ,
            "frames": FRAMES,
            "capture_rate_hz": RATE_HZ,
            "width_px": WIDTH_PX,
            "height_px": HEIGHT_PX,
            "view": "side",
            "near_side": "left",
            "facing": "left",
        },
        "events": events,
        "metrics": [
            {"name": "foot_strike_class", "side": "left", "value": "rearfoot"},
            {"name": "cadence_spm", "side": None, "value": CANARY},
        ],
        "findings": [{"code": "overstride_pct_leg:above", "statement": f"{CANARY}"}],
        "versions": {"engine": "test"},
    }


def make_measured_case(author, *, title="A runner to measure"):
    """A case of a finished analysis, with a small still for every frame of its window."""
    recording = make_recording(
        author,
        purpose=Purpose.CASE,
        width_px=WIDTH_PX,
        height_px=HEIGHT_PX,
        frames=FRAMES,
        playback_rate_hz=float(RATE_HZ),
    )
    analysis = make_analysis(
        recording,
        near_side="left",
        status=AnalysisStatus.DONE,
        result=analysis_result(),
        frame_times_s=frame_times_s(),
    )
    analysis.landmarks.save("landmarks.csv", ContentFile(landmarks_csv()))
    start, end = WINDOW
    case = make_case(author, analysis, title=title, window_start_frame=start, window_end_frame=end)
    for frame in range(start, end):
        still = CaseFrame(case=case, frame=frame, time_s=frame / RATE_HZ)
        still.image.save(f"cases/{case.pk}/{frame}.jpg", ContentFile(tiny_jpeg(frame)), save=False)
        still.save()
    return case


def tiny_jpeg(shade):
    buffer = io.BytesIO()
    Image.new("RGB", (32, 24), (shade % 256, 90, 60)).save(buffer, "JPEG")
    return buffer.getvalue()


def expert_points():
    """What the expert draws: the machine's points, the knee flexed a little more."""
    contact, mid = points_at(CONTACTS[0]), points_at(26)
    flat = points_at(26)
    return {
        "knee_flexion_deg": {"frame": 20, "points": pick(contact, "hip", "knee", "ankle")},
        "shank_angle_deg": {"frame": 20, "points": pick(contact, "knee", "ankle")},
        "foot_strike_angle_deg": {
            "frame": 20,
            "flat_frame": 26,
            "points": {
                "heel": list(contact["heel"]),
                "toe": list(contact["foot_index"]),
                "heel_flat": list(flat["heel"]),
                "toe_flat": list(flat["foot_index"]),
            },
        },
        "trunk_lean_deg": {"frame": 26, "points": pick(mid, "hip", "shoulder")},
    }


def pick(points, *names):
    return {name: list(points[name]) for name in names}


def expert_work(**changes):
    return {
        "events": [
            *({"kind": "initial_contact", "frame": frame} for frame in CONTACTS),
            *({"kind": "toe_off", "frame": frame} for frame in TOE_OFFS),
        ],
        "points": expert_points(),
        "answers": {
            "foot_strike_class": "rearfoot",
            "findings": ["overstride_pct_leg:above", "trunk_lean_deg:above"],
        },
        **changes,
    }


def freeze_case(case, expert, **changes):
    """The expert's answer, through the services a person uses."""
    reference = open_draft(case=case, author=expert)
    version = save_measurements(
        measurements_id=reference.measurements_id,
        version=reference.measurements.version,
        content=expert_work(**changes),
    )
    return freeze_reference(reference=reference, person=expert, version=version)


def make_course(slug="gait"):
    index = ensure_site()
    course = CoursePage(
        title="Running gait", slug=slug, summary="A course.", description="<p>.</p>"
    )
    index.add_child(instance=course)
    return course


def make_practical(expert, *, course=None, case=None, slug="rs", **scheme_fields):
    """A frozen case offered as a practical."""
    if case is None:
        case = make_measured_case(expert)
        freeze_case(case, expert)
    scheme = create_scheme(
        name="Running specialist", slug=slug, course=course or make_course(), **scheme_fields
    )
    return offer_practical(scheme=scheme, case=case)


def begin(assessment, learner):
    """The learner enrolled, with an open attempt."""
    enrol_learner(course=assessment.scheme.course, learner=learner)
    return start_attempt(assessment=assessment, candidate=learner, acknowledged=True)


def hand_in(attempt, *, token=None, **changes):
    """The expert's own work under the candidate's name: full marks, unless changed."""
    version = save_work(
        attempt=attempt,
        version=attempt.measurements.version,
        content=expert_work(**changes),
    )
    submission = submit_work(attempt=attempt, token=token or uuid.uuid4(), version=version)
    attempt.refresh_from_db()
    return submission


def graded(attempt, **changes):
    """The grade of what was handed in."""
    hand_in(attempt, **changes)
    return current_grade(attempt)
