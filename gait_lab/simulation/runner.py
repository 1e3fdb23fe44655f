"""Parameters -> a running body: 33 joints and marks at true times, with exact events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from gait_lab.analysis.conventions import LANDMARK_NAMES, SIDES, Side
from gait_lab.simulation.body import SEGMENT_CENTRES, SEGMENT_MASSES, Body, body_of
from gait_lab.simulation.legs import Leg, LegPaths, land
from gait_lab.simulation.mass_centre import BallisticPath, VaultingPath
from gait_lab.simulation.parameters import RunnerParameters
from gait_lab.simulation.pelvis import PelvisPath, plan_pelvis
from gait_lab.simulation.steps import Step, plan_steps
from gait_lab.simulation.upper_body import UpperBody, raise_upper_body

FloatArray = NDArray[np.float64]

_ROUNDS = 4
_MARGIN_S = 0.6


@dataclass(frozen=True)
class Contact:
    """One stance of one foot, in seconds of the motion's clock."""

    side: Side
    contact_s: float
    toe_off_s: float
    heel_off_s: float


@dataclass(frozen=True, eq=False)
class RunnerMotion:
    """A runner's joints over time.

    Attributes
    ----------
    time_s : (n,)
        Evenly spaced; may begin before 0 and end after ``duration_s`` (a margin for blur
        and for events at the edges).
    joints_m : (n, 33, 3)
        World metres in the order of ``conventions.LANDMARK_NAMES``.
    extra_m : name -> (n, 3)
        Points a landmark set lacks: ``left_ball``, ``right_ball``, ``neck``, ``head``,
        ``mass_centre``.
    frames : name -> (n, 3, 3)
        ``chest`` and ``head``: rows are the forward, left and up directions.
    contacts
        Every stance that touches the motion's time, in order.
    """

    params: RunnerParameters
    body: Body
    speed_mps: float
    duration_s: float
    time_s: FloatArray
    joints_m: FloatArray
    contacts: tuple[Contact, ...]
    extra_m: Mapping[str, FloatArray] = field(default_factory=dict)
    frames: Mapping[str, FloatArray] = field(default_factory=dict)
    source: str = "parameters"
    _curves: dict[str, CubicSpline] = field(default_factory=dict, repr=False)

    def at(self, time_s: FloatArray) -> FloatArray:
        """(n, 33, 3) joints at any times inside the motion."""
        return self._between("joints", self.joints_m, time_s)

    def point(self, name: str, time_s: FloatArray | None = None) -> FloatArray:
        """(n, 3) path of one landmark or extra point, at its own or other times."""
        if name in self.extra_m:
            path = self.extra_m[name]
        else:
            path = self.joints_m[:, LANDMARK_NAMES.index(name)]
        return path if time_s is None else self._between(name, path, time_s)

    def frame_at(self, name: str, time_s: FloatArray) -> FloatArray:
        """(n, 3, 3) directions of chest or head at any times."""
        turned = self._between(name + " frame", self.frames[name], time_s)
        unit: FloatArray = turned / np.linalg.norm(turned, axis=-1, keepdims=True)
        return unit

    def _between(self, name: str, values: FloatArray, wanted_s: FloatArray) -> FloatArray:
        wanted = np.asarray(wanted_s, dtype=float)
        if len(wanted) and (wanted.min() < self.time_s[0] or wanted.max() > self.time_s[-1]):
            raise ValueError("asked for a time outside the motion")
        if name not in self._curves:
            self._curves[name] = CubicSpline(self.time_s, values)
        between: FloatArray = self._curves[name](wanted)
        return between


def simulate_runner(
    params: RunnerParameters, *, duration_s: float, rate_hz: float = 500.0, seed: int = 0
) -> RunnerMotion:
    """Let a runner run on a belt.

    The centre of mass is pushed up in stance and falls freely in flight; each foot lands where
    the parameters say, is fixed to the belt until toe-off and swings back through typical
    angles. Hips are placed so that the whole body's centre of mass follows its path, by
    repeated correction (the limbs move it, and it moves the limbs).

    Parameters
    ----------
    duration_s
        Length asked for; the motion carries a margin on both sides.
    rate_hz
        Samples per second of the returned arrays; events are exact whatever it is.
    seed
        Same seed, same run.

    Raises
    ------
    ValueError
        If the parameters contradict each other (for example a leg that cannot reach).
    """
    if not duration_s > 0 or rate_hz < 100:
        raise ValueError("duration_s must be positive and rate_hz at least 100")
    rng = np.random.default_rng(seed)
    body = body_of(
        params.height_cm,
        leg_pct=params.leg_pct,
        hip_width_pct=params.hip_width_pct,
        shoulder_width_pct=params.shoulder_width_pct,
    )
    steps = plan_steps(params, body, start_s=-_MARGIN_S, end_s=duration_s + _MARGIN_S, rng=rng)
    pelvis = plan_pelvis(params, steps, rng=rng)
    run = _Run(params, body, steps, pelvis, _slow_wave(rng, 0.35 * params.variability))
    count = int(np.ceil((duration_s + 2 * _MARGIN_S) * rate_hz)) + 1
    time_s = -_MARGIN_S + np.arange(count) / rate_hz
    return run.motion(time_s, duration_s)


@dataclass(eq=False)
class _Run:
    """The parts of a run while the hips' height is being found."""

    params: RunnerParameters
    body: Body
    steps: Sequence[Step]
    pelvis: PelvisPath
    lean_drift: "SlowWave"

    def motion(self, time_s: FloatArray, duration_s: float) -> RunnerMotion:
        body = self.body
        path = VaultingPath if self.params.gait == "walking" else BallisticPath
        self.lift = path.through(self.steps)
        margin_s = 3.0 * self.params.step_time_s
        self.grid_s = np.arange(time_s[0] - margin_s, time_s[-1] + margin_s, 0.004)
        self.level = 0.93 * body.leg + body.ankle_up
        self.mass_offset = CubicSpline(self.grid_s, np.zeros(len(self.grid_s)))
        self.used = [
            step for step in self.steps if self.grid_s[0] < step.contact_s < self.grid_s[-1]
        ]
        for _ in range(_ROUNDS):
            self._correct()
        legs, upper = self._pose(time_s)
        extra = {
            "left_ball": legs["left"].ball,
            "right_ball": legs["right"].ball,
            "neck": upper.neck,
            "head": upper.head_centre,
            "mass_centre": mass_centre(legs, upper),
        }
        travelled = np.zeros((len(time_s), 3))
        if self.params.ground == "overground":
            travelled[:, 0] = self.params.speed_mps * (time_s - duration_s / 2)
        contacts = tuple(
            Contact(
                step.side,
                step.contact_s,
                step.toe_off_s,
                step.contact_s + step.heel_off * step.contact_time_s,
            )
            for step in self.used
            if step.toe_off_s > time_s[0] and step.contact_s < time_s[-1]
        )
        return RunnerMotion(
            params=self.params,
            body=body,
            speed_mps=self.params.speed_mps,
            duration_s=duration_s,
            time_s=time_s,
            joints_m=body_points(legs, upper) + travelled[:, None],
            contacts=contacts,
            extra_m={name: path + travelled for name, path in extra.items()},
            frames={"chest": upper.chest, "head": upper.head},
        )

    def middle(self, time_s: FloatArray) -> FloatArray:
        """(n, 3) middle of the hips."""
        height = self.level + self.lift(time_s) - self.mass_offset(time_s)
        return np.stack([self.pelvis.x(time_s), self.pelvis.y(time_s), height], axis=-1)

    def legs(self) -> dict[Side, Leg]:
        return {side: self._leg(side) for side in SIDES}

    def _leg(self, side: Side) -> Leg:
        sign = 1 if side == "left" else -1

        def hip(time_s: FloatArray) -> FloatArray:
            return self.pelvis.hip(self.body, sign, time_s, self.middle(time_s)[:, 2])

        steps = [step for step in self.used if step.side == side]
        return land(self.params, self.body, steps, hip=hip, middle=self.middle)

    def _pose(self, time_s: FloatArray) -> tuple[dict[Side, LegPaths], UpperBody]:
        legs = {side: leg.paths(time_s) for side, leg in self.legs().items()}
        upper = raise_upper_body(
            self.params,
            self.body,
            self.pelvis,
            middle=self.middle(time_s),
            time_s=time_s,
            lean_drift=self.lean_drift,
        )
        return legs, upper

    def _correct(self) -> None:
        """One round: the mean knee angle at contact sets the level, the limbs the offset."""
        lacking = []
        for leg in self.legs().values():
            for stance in leg.stances[1:-1]:
                step = stance.step
                moment = np.array([step.contact_s])
                thigh, shank = (float(length[0]) for length in leg.lengths(moment))
                bend = np.cos(np.radians(step.knee_at_contact_deg))
                reach = np.sqrt(thigh**2 + shank**2 + 2 * thigh * shank * bend)
                ankle = stance.points(self.body, moment).ankle[0]
                hip = leg.hip(moment)[0]
                wanted = ankle[1] + np.sqrt(reach**2 - (ankle[0] - hip[0]) ** 2)
                lacking.append(wanted - hip[2])
        self.level += float(np.mean(lacking))
        legs, upper = self._pose(self.grid_s)
        offset = mass_centre(legs, upper)[:, 2] - self.middle(self.grid_s)[:, 2]
        known = np.isfinite(offset)
        offset = np.interp(self.grid_s, self.grid_s[known], offset[known])
        self.mass_offset = CubicSpline(self.grid_s, offset - offset.mean())


class SlowWave:
    """A slow random wander, degrees."""

    def __init__(self, size_deg: float, period_s: FloatArray, start: FloatArray) -> None:
        self.size_deg, self.period_s, self.start = size_deg, period_s, start

    def __call__(self, time_s: FloatArray) -> FloatArray:
        waves = np.sin(2 * np.pi * np.asarray(time_s)[..., None] / self.period_s + self.start)
        wander: FloatArray = self.size_deg * waves.sum(axis=-1)
        return wander


def _slow_wave(rng: np.random.Generator, size_deg: float) -> SlowWave:
    return SlowWave(size_deg, rng.uniform(4, 11, size=2), rng.uniform(0, 2 * np.pi, size=2))


def body_points(legs: Mapping[Side, LegPaths], upper: UpperBody) -> FloatArray:
    """(n, 33, 3) joints in the order of ``LANDMARK_NAMES``."""
    points = dict(upper.points)
    for side, leg in legs.items():
        points |= {
            f"{side}_hip": leg.hip,
            f"{side}_knee": leg.knee,
            f"{side}_ankle": leg.ankle,
            f"{side}_heel": leg.heel,
            f"{side}_foot_index": leg.toe,
        }
    return np.stack([points[name] for name in LANDMARK_NAMES], axis=1)


def mass_centre(legs: Mapping[Side, LegPaths], upper: UpperBody) -> FloatArray:
    """(n, 3) centre of mass of the whole body."""
    hips = (legs["left"].hip + legs["right"].hip) / 2
    share, centre = SEGMENT_MASSES, SEGMENT_CENTRES

    def between(name: str, top: FloatArray, end: FloatArray) -> FloatArray:
        return share[name] * (top + centre[name] * (end - top))

    total = share["head"] * upper.head_centre + between("trunk", hips, upper.neck)
    for side, leg in legs.items():
        arm = {part: upper.points[f"{side}_{part}"] for part in ("shoulder", "elbow", "wrist")}
        total = total + between("upper_arm", arm["shoulder"], arm["elbow"])
        total = total + between("forearm", arm["elbow"], arm["wrist"])
        total = total + share["hand"] * upper.points[f"{side}_index"]
        total = total + between("thigh", leg.hip, leg.knee)
        total = total + between("shank", leg.knee, leg.ankle)
        total = total + share["foot"] * (leg.heel + leg.toe) / 2
    pairs = sum(share.values()) * 2 - share["head"] - share["trunk"]
    mass: FloatArray = total / pairs
    return mass
