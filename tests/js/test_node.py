"""The pure modules of the browser's side under node, and their angles against the server's."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from gait_lab.analysis.points import measure_points

HERE = Path(__file__).parent
GEOMETRY = HERE.parents[1] / "gait_lab/static/gait_lab/workbench/geometry.js"
NODE = shutil.which("node")


def _reads_modules() -> bool:
    """Older versions want a package.json to take a .js file for a module."""
    if NODE is None:
        return False
    script = f"import({json.dumps(GEOMETRY.as_uri())}).catch(() => process.exit(1))"
    return subprocess.run([NODE, "-e", script], check=False, capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not _reads_modules(), reason="node 20.19 or newer is not installed")


@pytest.mark.parametrize("path", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.stem)
def test_module_passes_under_node(path):
    done = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


CASES = [
    ("knee_flexion_deg", {"hip": (300, 200), "knee": (312.5, 291), "ankle": (290, 380)}),
    ("knee_flexion_deg", {"hip": (300, 200), "knee": (280, 120), "ankle": (290, 380)}),
    ("shank_angle_deg", {"knee": (300, 200), "ankle": (333, 290.25)}),
    ("foot_strike_angle_deg", {"heel": (300, 400), "toe": (260, 393)}),
    (
        "foot_strike_angle_deg",
        {
            "heel": (300, 400),
            "toe": (345, 380),
            "heel_flat": (280, 405),
            "toe_flat": (327, 404),
        },
    ),
    ("trunk_lean_deg", {"hip": (300, 300), "shoulder": (321, 190)}),
]


def test_browser_shows_the_angles_the_server_will_compute():
    cases = [[m, points, facing] for m, points in CASES for facing in ("left", "right")]
    script = (
        f"import {{ measureAngleDeg }} from {json.dumps(GEOMETRY.as_uri())};"
        f"const cases = {json.dumps(cases)};"
        "console.log(JSON.stringify(cases.map((c) => measureAngleDeg(...c))));"
    )

    done = subprocess.run(
        [NODE, "--input-type=module", "-e", script],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    expected = [measure_points(points, measure=m, facing=facing) for m, points, facing in cases]
    assert json.loads(done.stdout) == pytest.approx(expected, abs=1e-9)
