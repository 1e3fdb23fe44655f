"""The stride's rhythm: how fast, from the mid-hip; where each leg stands, from the legs.

The mid-hip's height is one clean sinusoid a step, and its frequency on true timestamps is the
best cadence there is. Its phase is less sure: pose models bend the hips' path with the legs'
posture by up to 40 ms. The split of the ankles turns with the stride itself and holds its phase
to a few milliseconds, so that is what the strides are laid over each other by.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from gait_lab.analysis.conventions import Side
from gait_lab.analysis.filters import frame_rate_hz
from gait_lab.analysis.landmarks import BoolArray, ComplexArray, FloatArray
from gait_lab.analysis.signals import GaitSignals

STRIDE_BAND_HZ = (0.12, 2.6)
"""Wide on purpose: a slow-motion file whose capture rate is not stated still has a rhythm."""
MIN_STRIDES = 1.5
ACTIVE_SHARE = 0.35
GRID_HZ = 120.0
SMOOTH_STRIDES = 0.5
"""Width of the window (one standard deviation) the phase is followed with."""


@dataclass(frozen=True, eq=False)
class Rhythm:
    """How the clip's strides go by.

    Attributes
    ----------
    step_hz : float
        Frequency of the sinusoid fitted to the mid-hip's height on true timestamps.
    explained : float
        Share 0..1 of the mid-hip's movement (slow drift removed) that the sinusoid and its
        harmonic explain.
    regular : float
        Share 0..1 of the ankles' split that turns with the stride: 0 for noise.
    stances_s : side -> (n,)
        Middle of each stance: from the side, when the ankle passes under the other going back
        (first harmonic); from behind, when it is lowest against the other.
    hip_lag : float
        Where in the step, after those instants, the mid-hip is lowest: -0.5..0.5. Near 0 in
        running; near ±0.5 in walking, where the body is highest over the standing leg.
    """

    step_hz: float
    explained: float
    regular: float
    stances_s: dict[Side, FloatArray]
    hip_lag: float

    @property
    def step_s(self) -> float:
        """Duration of a step."""
        return 1 / self.step_hz


def find_rhythm(signals: GaitSignals) -> Rhythm | None:
    """The rhythm of the clip, or None where there is none (standing, garbage, too short)."""
    time_s = signals.time_s
    hip = signals.middle("hip")[:, 1]
    split = _split(signals)
    seen = np.isfinite(hip) & np.isfinite(split)
    if seen.sum() < 12 or not np.ptp(hip[seen]) > 0 or not np.ptp(split[seen]) > 0:
        return None
    known_s, hip, split = time_s[seen], hip[seen], split[seen]
    grid_s = np.arange(known_s[0], known_s[-1], 1 / max(GRID_HZ, frame_rate_hz(time_s)))
    even_split, even_hip = np.interp(grid_s, known_s, split), np.interp(grid_s, known_s, hip)
    stride_hz = _main_frequency(grid_s, even_split)
    if stride_hz is None:
        return None
    step_hz, explained = fit_sinusoid(known_s, hip, near_hz=2 * stride_hz)
    turn = _demodulated(grid_s, even_split, step_hz / 2)
    near = _near_seen(grid_s, known_s, 0.5 / step_hz)
    active = near & (np.abs(turn) > ACTIVE_SHARE * np.median(np.abs(turn[near])))
    first = 0.25 if signals.view == "side" else 0.5
    stances_s: dict[Side, FloatArray] = {
        "left": _instants(grid_s, turn, active, first),
        "right": _instants(grid_s, turn, active, first + 0.5),
    }
    return Rhythm(
        step_hz=step_hz,
        explained=explained,
        regular=_regular(even_split, turn, active),
        stances_s=stances_s,
        hip_lag=_hip_lag(grid_s, even_hip, step_hz, stances_s),
    )


def _split(signals: GaitSignals) -> FloatArray:
    """Left minus right ankle, forward from the side, up from behind: one oscillation a stride."""
    axis = 0 if signals.view == "side" else 1
    split: FloatArray = (signals.smooth["left_ankle"] - signals.smooth["right_ankle"])[:, axis]
    return split


def _main_frequency(grid_s: FloatArray, beat: FloatArray) -> float | None:
    if len(grid_s) < 12:
        return None
    low_hz = max(STRIDE_BAND_HZ[0], MIN_STRIDES / (grid_s[-1] - grid_s[0]))
    padded = int(2 ** np.ceil(np.log2(8 * len(beat))))
    power = np.abs(np.fft.rfft((beat - beat.mean()) * np.hanning(len(beat)), padded)) ** 2
    frequency_hz = np.fft.rfftfreq(padded, grid_s[1] - grid_s[0])
    inside = (frequency_hz >= low_hz) & (frequency_hz <= STRIDE_BAND_HZ[1])
    if not inside.any() or not power[inside].max() > 0:
        return None
    return float(frequency_hz[inside][np.argmax(power[inside])])


def fit_sinusoid(time_s: FloatArray, height: FloatArray, *, near_hz: float) -> tuple[float, float]:
    """Frequency of the sinusoid (with one harmonic) that fits best, and the share it explains.

    Least squares on the true timestamps over a fine search of ±12 % about ``near_hz``, with a
    slow drift (cubic, and the stride's own half frequency) fitted beside it.
    """
    span = 0.12
    for _ in range(3):
        tried = near_hz * np.linspace(1 - span, 1 + span, 25)
        shares = [_explained(time_s, height, frequency_hz) for frequency_hz in tried]
        near_hz = float(tried[int(np.argmax(shares))])
        span /= 8
    return near_hz, float(max(shares))


def _explained(time_s: FloatArray, height: FloatArray, frequency_hz: float) -> float:
    scaled = np.linspace(-1, 1, len(time_s))
    angle = 2 * np.pi * frequency_hz * time_s
    nuisance = [scaled**power for power in range(4)] + [np.cos(angle / 2), np.sin(angle / 2)]
    wanted = [np.cos(angle), np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)]
    without = _residual(np.column_stack(nuisance), height)
    with_it = _residual(np.column_stack(nuisance + wanted), height)
    return 1 - with_it / max(without, 1e-12)


def _residual(basis: FloatArray, values: FloatArray) -> float:
    normal = basis.T @ basis + 1e-9 * len(values) * np.eye(basis.shape[1])
    fitted = basis @ np.linalg.solve(normal, basis.T @ values)
    return float(np.sum((values - fitted) ** 2))


def _demodulated(grid_s: FloatArray, beat: FloatArray, frequency_hz: float) -> ComplexArray:
    """The oscillation near one frequency as a turning complex number (0 phase at its top)."""
    step = grid_s[1] - grid_s[0]
    width = SMOOTH_STRIDES / frequency_hz / step
    level = gaussian_filter1d(beat, width, mode="nearest")
    carrier = np.exp(2j * np.pi * frequency_hz * grid_s)
    shifted = (beat - level) / carrier
    slow = gaussian_filter1d(shifted.real, width, mode="nearest") + 1j * gaussian_filter1d(
        shifted.imag, width, mode="nearest"
    )
    return np.asarray(2 * slow * carrier, dtype=np.complex128)


def _near_seen(grid_s: FloatArray, seen_s: FloatArray, reach_s: float) -> BoolArray:
    after = np.clip(np.searchsorted(seen_s, grid_s), 1, len(seen_s) - 1)
    gap = np.minimum(np.abs(grid_s - seen_s[after]), np.abs(grid_s - seen_s[after - 1]))
    return np.asarray(gap <= reach_s)


def _instants(
    grid_s: FloatArray, turn: ComplexArray, active: BoolArray, share: float
) -> FloatArray:
    """When the turning passes the given share of its cycle, where it is active."""
    cycles = np.maximum.accumulate(np.unwrap(np.angle(turn)) / (2 * np.pi)) - share
    whole = np.arange(np.ceil(cycles[0]), np.floor(cycles[-1]) + 1)
    instants = np.interp(whole, cycles, grid_s)
    kept = active[np.clip(np.searchsorted(grid_s, instants), 0, len(grid_s) - 1)]
    return np.asarray(instants[kept])


def _regular(split: FloatArray, turn: ComplexArray, active: BoolArray) -> float:
    if not active.any():
        return 0.0
    moving = split[active] - split[active].mean()
    left_over = moving - (turn.real[active] - turn.real[active].mean())
    return float(np.clip(1 - np.var(left_over) / max(np.var(moving), 1e-12), 0, 1))


def _hip_lag(
    grid_s: FloatArray, hip: FloatArray, step_hz: float, stances_s: dict[Side, FloatArray]
) -> float:
    stances = np.concatenate(list(stances_s.values()))
    if not len(stances):
        return 0.0
    bob = _demodulated(grid_s, hip, step_hz)
    at = np.interp(stances, grid_s, bob.real) + 1j * np.interp(stances, grid_s, bob.imag)
    # Phase π is the lowest point; a phase before it means the low is still to come.
    return float(np.angle(np.mean(-at / np.maximum(np.abs(at), 1e-12)).conjugate()) / (2 * np.pi))
