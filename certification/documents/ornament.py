"""The certificate's ornament: drawn from the curve of a knee over one stride."""

import math

# Knee flexion over a running stride as a mean and two harmonics (degrees, amplitude, phase):
# a small wave in stance, a large one in swing. An ornament, not data.
KNEE_CURVE = ((44.0, 0.0), (32.0, 2.55), (17.0, 0.35))


def knee_flexion(phase: float) -> float:
    """The curve's height at a phase of the stride, 0..1, in degrees."""
    mean, *harmonics = KNEE_CURVE
    return mean[0] + sum(
        amplitude * math.cos(2 * math.pi * order * phase + shift)
        for order, (amplitude, shift) in enumerate(harmonics, start=1)
    )


def gait_wave_path(*, strides: int = 12, width: float = 1000.0, height: float = 24.0) -> str:
    """An SVG path of several strides side by side, for the frame's rule."""
    steps = strides * 40
    points = (
        (width * i / steps, height * (1 - knee_flexion(i / 40) / 100)) for i in range(steps + 1)
    )
    return _path(points)


def gait_rosette_path(*, petals: int = 24, radius: float = 100.0) -> str:
    """The same curve wound around a circle three times, shifted: a guilloche of our own."""
    turns = (_ring(petals, radius, shift / 3) for shift in range(3))
    return " ".join(_path(ring, closed=True) for ring in turns)


def _ring(petals: int, radius: float, shift: float):
    steps = petals * 30
    for i in range(steps):
        angle = 2 * math.pi * i / steps
        reach = radius * (0.62 + 0.0038 * knee_flexion(petals * i / steps + shift))
        yield reach * math.cos(angle), reach * math.sin(angle)


def _path(points, *, closed: bool = False) -> str:
    start, *rest = (f"{x:.2f} {y:.2f}" for x, y in points)
    return f"M{start} L{' '.join(rest)}{' Z' if closed else ''}"
