"""Joint paths of recorded running, given a trunk, arms and a head: a motion like a simulated one.

Reads the archives described in the project's notes on reference motion: joint centres of one
treadmill trial (x forward, y left, z up) with contacts from a force plate. Only the legs were
recorded; everything above the hips is this package's own and must not be judged.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.signal import butter, sosfiltfilt

from gait_lab.analysis.conventions import SIDES, Side
from gait_lab.simulation.body import Body, body_of
from gait_lab.simulation.legs import LegPaths
from gait_lab.simulation.parameters import Appearance, RunnerParameters
from gait_lab.simulation.pelvis import PelvisPath
from gait_lab.simulation.runner import Contact, RunnerMotion, body_points, mass_centre
from gait_lab.simulation.upper_body import raise_upper_body

FloatArray = NDArray[np.float64]

SMOOTHED_HZ = 25.0
_MARGIN_S = 0.3


def recorded_motion(
    path: Path,
    *,
    start_s: float = 2.0,
    duration_s: float = 8.0,
    appearance: Appearance | None = None,
    build: float = 1.0,
    trunk_lean_deg: float = 6.0,
) -> RunnerMotion:
    """A stretch of a recorded treadmill trial as a motion.

    Parameters
    ----------
    path
        An ``.npz`` of the reference motion.
    start_s, duration_s
        Which part of the trial; time 0 of the motion is ``start_s``.

    Raises
    ------
    ValueError
        If the trial is shorter than asked for.
    """
    with np.load(path) as trial:
        data = {name: trial[name] for name in trial.files}
    rate_hz = float(data["position_rate_hz"])
    joints = _joints(data, rate_hz)
    clock_s = np.arange(len(next(iter(joints.values())))) / rate_hz - start_s
    if clock_s[0] > -_MARGIN_S or clock_s[-1] < duration_s + _MARGIN_S:
        raise ValueError(
            f"{path.name} holds {clock_s[-1] + start_s:.1f} s; ask for a part inside it"
        )
    inside = (clock_s >= -_MARGIN_S) & (clock_s <= duration_s + _MARGIN_S)
    joints = {name: track[inside] for name, track in joints.items()}
    time_s = clock_s[inside]
    body = _body(joints, float(data["height_cm"]))
    legs = {side: _leg(joints, body, side) for side in SIDES}
    contacts = _contacts(data, legs, time_s, start_s)
    params = _parameters(data, contacts, appearance, build, trunk_lean_deg)
    middle = (legs["left"].hip + legs["right"].hip) / 2
    upper = raise_upper_body(
        params,
        body,
        _pelvis(data, start_s, time_s, middle),
        middle=middle,
        time_s=time_s,
        lean_drift=np.zeros_like,
    )
    return RunnerMotion(
        params=params,
        body=body,
        speed_mps=float(data["speed_mps"]),
        duration_s=duration_s,
        time_s=time_s,
        joints_m=body_points(legs, upper),
        contacts=contacts,
        extra_m={
            "left_ball": legs["left"].ball,
            "right_ball": legs["right"].ball,
            "neck": upper.neck,
            "head": upper.head_centre,
            "mass_centre": mass_centre(legs, upper),
        },
        frames={"chest": upper.chest, "head": upper.head},
        source="recorded",
    )


def _joints(data: dict[str, Any], rate_hz: float) -> dict[str, FloatArray]:
    """Smoothed paths by name, in metres, the hips' middle around x = y = 0."""
    position = data["position_tenth_mm"].astype(float) / 10_000
    smoothing = butter(4, SMOOTHED_HZ, fs=rate_hz, output="sos")
    position = sosfiltfilt(smoothing, position, axis=0)
    names = [str(name) for name in data["joints"]]
    joints = {name: position[:, k] for k, name in enumerate(names)}
    middle = np.median((joints["left_hip"] + joints["right_hip"]) / 2, axis=0) * [1, 1, 0]
    return {name: track - middle for name, track in joints.items()}


def _body(joints: dict[str, FloatArray], height_cm: float) -> Body:
    """A body of the runner's height whose legs are the recorded ones."""

    def between(first: str, second: str) -> float:
        pairs = [
            np.linalg.norm(joints[f"{s}_{first}"] - joints[f"{s}_{second}"], axis=1) for s in SIDES
        ]
        return float(np.median(np.concatenate(pairs)))

    wide = np.linalg.norm(joints["left_hip"] - joints["right_hip"], axis=1)
    return replace(
        body_of(height_cm),
        thigh=between("hip", "knee"),
        shank=between("knee", "ankle"),
        hip_width=float(np.median(wide)),
        heel_to_ball=between("heel", "ball"),
        toe=between("ball", "toe"),
    )


def _leg(joints: dict[str, FloatArray], body: Body, side: Side) -> LegPaths:
    """The recorded joints, with heel and toe marks inside the shoe as a simulated foot has."""
    hip, knee, ankle, heel, ball, toe = (
        joints[f"{side}_{name}"] for name in ("hip", "knee", "ankle", "heel", "ball", "toe")
    )
    along = ball - heel
    along = along / np.linalg.norm(along, axis=1, keepdims=True)
    up = np.cross(along, [0.0, 1.0, 0.0])
    up = up / np.linalg.norm(up, axis=1, keepdims=True)
    return LegPaths(
        hip=hip,
        knee=knee,
        ankle=ankle,
        heel=heel + body.heel_mark_forward * along + body.heel_mark_up * up,
        ball=ball,
        toe=toe - body.toe_mark_back * along + body.toe_mark_up * up,
    )


def _contacts(
    data: dict[str, Any], legs: dict[Side, LegPaths], time_s: FloatArray, start_s: float
) -> tuple[Contact, ...]:
    found = []
    for contact, toe_off, word in zip(
        data["initial_contact_s"], data["toe_off_s"], data["contact_side"], strict=True
    ):
        contact_s, toe_off_s = float(contact) - start_s, float(toe_off) - start_s
        if contact_s < time_s[0] or toe_off_s > time_s[-1]:
            continue
        side: Side = "left" if str(word) == "left" else "right"
        heel_off_s = _heel_off(legs[side].heel[:, 2], time_s, contact_s, toe_off_s)
        found.append(Contact(side, contact_s, toe_off_s, heel_off_s))
    return tuple(found)


def _heel_off(heel_z: FloatArray, time_s: FloatArray, contact_s: float, toe_off_s: float) -> float:
    """First instant the heel rises more than 2 SD (at least 3 mm) over its stance level."""
    moments = contact_s + np.linspace(0, 1, 401) * (toe_off_s - contact_s)
    height = CubicSpline(time_s, heel_z)(moments)
    level = height[60:140]
    above = height > np.median(level) + max(2 * float(level.std()), 0.003)
    low = np.flatnonzero(~above)
    return float(moments[min(low[-1] + 1, 400)]) if len(low) else contact_s


def _parameters(
    data: dict[str, Any],
    contacts: tuple[Contact, ...],
    appearance: Appearance | None,
    build: float,
    trunk_lean_deg: float,
) -> RunnerParameters:
    """What the recorded runner looks like and, roughly, does; the truth is in the joints."""
    begun = np.array([contact.contact_s for contact in contacts])
    stance = np.array([contact.toe_off_s - contact.contact_s for contact in contacts])
    return RunnerParameters(
        cadence_spm=float(60 / np.median(np.diff(begun))),
        speed_mps=float(data["speed_mps"]),
        ground_contact_time_ms=float(np.median(stance) * 1000),
        height_cm=float(data["height_cm"]),
        build=build,
        trunk_lean_deg=trunk_lean_deg,
        appearance=appearance or Appearance(),
    )


def _pelvis(
    data: dict[str, Any], start_s: float, time_s: FloatArray, middle: FloatArray
) -> PelvisPath:
    """The step clock of the trial, for arms and trunk to swing by."""
    contact_s = np.asarray(data["initial_contact_s"], dtype=float) - start_s
    phase = PchipInterpolator(contact_s, np.arange(len(contact_s), dtype=float))
    first_sign = 1 if str(data["contact_side"][0]) == "left" else -1
    still = np.zeros_like
    return PelvisPath(
        CubicSpline(time_s, middle[:, 0]),
        CubicSpline(time_s, middle[:, 1]),
        still,
        still,
        phase,
        first_sign,
    )
