"""Finished analyses with a result as the engine writes it, measured on the runner of sticks."""

import io
from copy import deepcopy
from dataclasses import asdict
from functools import cache

import numpy as np
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from gait_lab.analysis.curves import MOMENTS, gait_curves, key_frames
from gait_lab.analysis.findings import make_findings
from gait_lab.analysis.metrics import measure
from gait_lab.enums import AnalysisStatus
from gait_lab.models import KeyFrame
from gait_lab.services.engine import plain
from tests.factories.gait_lab import make_analysis, make_recording
from tests.gait_lab.analysis.stick_runner import rear_signals, side_signals, steps, wave

RATE_HZ = 60.0
SPEED_MPS = 3.0
REFUSED = {"heel_off_pct_stance": "The heel is hidden by the treadmill's edge."}


@cache
def measured(view: str) -> dict:
    """result, curves, frame times and key frames of a drawn clip; the same every time."""
    signals = _signals(view)
    strides = steps()
    metrics = measure(signals, strides, speed_mps=SPEED_MPS, refusals=REFUSED)
    return {
        "result": {
            "schema": "midstance.analysis/1",
            "clip": {
                "duration_s": float(signals.time_s[-1]),
                "frames": len(signals.time_s),
                "capture_rate_hz": RATE_HZ,
                "width_px": 1280,
                "height_px": 720,
                "view": view,
                "near_side": signals.near_side,
                "facing": signals.facing,
                "roll_deg": -1.2,
                "yaw_deg": -7.6,
                "distance_m": 3.14,
            },
            "events": list(_events(strides, signals.time_s)),
            "metrics": [plain(asdict(metric)) for metric in metrics],
            "pose": {
                "model": "full",
                "frames_inferred": len(signals.time_s),
                "swapped_spans": [[30, 36]],
                "collapsed_spans": [[90, 94]],
                "swapped_confidences": [0.62],
                "collapsed_confidences": [0.14],
                "jitter_pct_leg": 0.42,
            },
            "quality": [
                {
                    "code": "camera_roll",
                    "severity": "note",
                    "message": "The camera was rolled by 1.2°; that was taken out.",
                    "advice": "Put the phone on a stand.",
                    "metrics": [],
                }
            ],
            "findings": [
                plain(asdict(finding))
                for finding in make_findings(metrics, view=view, speed_mps=SPEED_MPS)
            ],
            "versions": {"analysis": "1"},
        },
        "curves": [plain(asdict(curve)) for curve in gait_curves(signals, strides.strides)],
        "frame_times_s": [round(float(time_s), 4) for time_s in signals.time_s],
        "key_frames": key_frames(signals, strides),
    }


def make_finished(owner, *, view: str = "side", stills: bool = True, **fields):
    """A done analysis with numbers, curves and, where asked for, six tiny stills."""
    made = measured(view)
    recording = fields.pop("recording", None) or make_recording(owner, title="Tuesday, 10.8 km/h")
    analysis = make_analysis(
        recording,
        status=AnalysisStatus.DONE,
        view=view,
        speed_mps=SPEED_MPS,
        finished_at=timezone.now(),
        result=deepcopy(made["result"]),
        curves=made["curves"],
        frame_times_s=made["frame_times_s"],
        **fields,
    )
    for moment in MOMENTS if stills else ():
        frame = made["key_frames"][moment]
        still = KeyFrame(analysis=analysis, phase=moment, frame=frame, time_s=frame / RATE_HZ)
        still.image.save(f"analyses/{analysis.pk}/{moment}.jpg", _tiny_jpeg(), save=False)
        still.save()
    return analysis


def refuse_all(analysis, *, code: str = "dark", names: set[str] | None = None) -> None:
    """Take values away (all, or the named ones), as a clip that is not fit to measure does."""
    result = analysis.result
    for metric in result["metrics"]:
        if names is None or metric["name"] in names:
            metric.update(value=None, reason="Too dark.")
    note = {"code": code, "severity": "refusal", "message": "Too dark.", "metrics": []}
    result["quality"] = [note | {"advice": "Film with more light."}]
    result["findings"] = []
    analysis.save(update_fields=["result"])


def _signals(view: str):
    if view == "rear":
        return rear_signals(drop=wave(0.0, 6.0), femur_out=-4.0, rate_hz=RATE_HZ)
    return side_signals(
        rate_hz=RATE_HZ,
        thigh=wave(10.0, 25.0),
        shank=wave(-25.0, 30.0, 0.05),
        sole=wave(0.0, 12.0),
        hip_height_px=wave(0.0, 12.0),
    )


def _events(strides, times_s):
    for stride in strides.strides:
        for kind, time_s in (
            ("initial_contact", stride.initial_contact_s),
            ("toe_off", stride.toe_off_s),
        ):
            frame = int(np.abs(times_s - time_s).argmin())
            yield {
                "kind": kind,
                "side": stride.side,
                "time_s": round(time_s, 4),
                "frame": frame,
                "confidence": 0.9,
            }


def _tiny_jpeg() -> ContentFile:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 80), (20, 30, 28)).save(buffer, "JPEG")
    return ContentFile(buffer.getvalue())
