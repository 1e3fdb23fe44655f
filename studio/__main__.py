"""``python -m studio``: render the demo's runners and write each film with its truth."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from gait_lab.simulation.clips import ClipPlan
from studio.film import cut_out_name, pictures, place_of, write_film
from studio.shots import SHOTS, Shot

if TYPE_CHECKING:
    from studio.stage import Stage


def main() -> None:
    """Render what is asked for; a run that was cut short goes on where it stopped."""
    parser = argparse.ArgumentParser(prog="studio", description=__doc__)
    parser.add_argument("--clip", choices=sorted(SHOTS), help="one of them; by default all")
    parser.add_argument("--out", type=Path, default=Path("var/studio"), help="folder to write to")
    parser.add_argument("--still", type=float, metavar="S", help="only one picture, at this second")
    chosen = parser.parse_args()
    for name in [chosen.clip] if chosen.clip else SHOTS:
        folder = chosen.out / name
        (folder / "frames").mkdir(parents=True, exist_ok=True)
        if chosen.still is None:
            shoot(SHOTS[name], folder)
        else:
            _stage(SHOTS[name], SHOTS[name].plan()).still(chosen.still, folder / "still.png")


def shoot(shot: Shot, folder: Path) -> None:
    """Plate, cut-outs, film and truth of one shot."""
    plan = shot.plan()
    _render_missing(shot, plan, folder)
    frames = pictures(folder, plan.camera, plan.time_s, plan.motion.speed_mps)
    write_film(folder.parent / f"{shot.preset}.mp4", frames, plan.camera)
    truth = {**plan.truth().to_json(), "rendered": True}
    path = folder.parent / f"{shot.preset}.json"
    path.write_text(json.dumps(truth, separators=(",", ":")) + "\n")


def _render_missing(shot: Shot, plan: ClipPlan, folder: Path) -> None:
    done = {place_of(path)[0] for path in (folder / "frames").glob("*.png")}
    missing = [frame for frame in range(len(plan.time_s)) if frame not in done]
    if not missing and (folder / "plate.png").exists():
        return
    stage = _stage(shot, plan)
    if not (folder / "plate.png").exists():
        stage.plate(folder / "plate.png")
    for frame in missing:
        unfinished = folder / "unfinished.png"
        left, top = stage.cut_out(float(plan.time_s[frame]), unfinished)
        unfinished.rename(folder / "frames" / cut_out_name(frame, left, top))
        print(f"{shot.preset}: {frame + 1} of {len(plan.time_s)} frames", flush=True)


def _stage(shot: Shot, plan: ClipPlan) -> "Stage":
    from studio.figure import Figure
    from studio.mesh import human_mesh
    from studio.stage import Stage

    return Stage(Figure(human_mesh(shot.shape), plan.motion), plan.camera)


if __name__ == "__main__":
    main()
