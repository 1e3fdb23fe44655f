"""The circumstances of a drawn clip that its errors may depend on."""

from benchmarks.drawn.cache import MadeClip

ASKEW_DEG = 4.0
ROLLED_DEG = 1.0
SLIGHT, STURDY = 0.98, 1.08
SLOW_MPS, FAST_MPS = 3.0, 4.0


def conditions_of(made: MadeClip) -> tuple[str, ...]:
    """Names of the clip's conditions: yaw, roll, near leg (from the side), speed, build."""
    choices = made.clip.choices
    yaw_deg, roll_deg = (abs(choices.get(name, 0.0)) for name in ("yaw_deg", "roll_deg"))
    return (
        f"camera askew {_over(yaw_deg, ASKEW_DEG)}",
        f"camera rolled {_over(roll_deg, ROLLED_DEG)}",
        *((f"{near} leg near",) if (near := made.truth.near_side) else ()),
        _speed(made.truth.speed_mps),
        _build(choices.get("build", 1.0)),
    )


def _over(value_deg: float, limit_deg: float) -> str:
    return f"over {limit_deg:g}°" if value_deg > limit_deg else f"up to {limit_deg:g}°"


def _speed(speed_mps: float) -> str:
    if speed_mps < SLOW_MPS:
        return f"slower than {SLOW_MPS:g} m/s"
    if speed_mps < FAST_MPS:
        return f"{SLOW_MPS:g} to {FAST_MPS:g} m/s"
    return f"{FAST_MPS:g} m/s or faster"


def _build(build: float) -> str:
    if build < SLIGHT:
        return "slight build"
    return "sturdy build" if build > STURDY else "middle build"
