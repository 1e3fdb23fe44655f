"""Stands for the analysis program: behaves as ``plan.json`` beside the clip says.

Standard library only, so that it starts at once. ``plan.json``: {"act": ..., "mark": path}.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

folder = Path(sys.argv[-1])
job = json.loads((folder / "job.json").read_text())
beside = Path(job["clip"]).parent / "plan.json"
# A clip copied from a remote store has nothing beside it.
plan = json.loads((beside if beside.exists() else folder / "plan.json").read_text())


def say(**news):
    print(json.dumps(news), flush=True)


def make_outputs():
    for name in ("overlay.mp4", "still-contact.jpg"):
        (folder / name).write_bytes(b"made " + name.encode())
    (folder / "result.json").write_text(json.dumps({"schema": "midstance.analysis/1"}))
    (folder / "curves.json").write_text("[]")
    manifest = {
        "result": "result.json",
        "curves": "curves.json",
        "frame_times_s": [0.0, 0.1],
        "video_slowdown": 2.0,
        "files": {"overlay_video": "overlay.mp4"},
        "key_frames": [
            {"phase": "contact", "frame": 1, "time_s": 0.1, "image": "still-contact.jpg"}
        ],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def grow():
    held = []
    while True:
        held.append(bytearray(os.urandom(1024) * 1024 * 8))
        say(stage="pose", done=len(held), total=60)
        time.sleep(0.02)


with open(plan["mark"], "a") as mark:
    mark.write(f"{os.getpid()}\n")
say(stage="pose", done=1, total=60)
act = plan["act"]
if act == "wait":
    # Hold until the test removes the plan's "hold" file, with a grandchild beside.
    if os.fork() == 0:
        with open(plan["mark"], "a") as mark:
            mark.write(f"{os.getpid()}\n")
        time.sleep(60)
        os._exit(0)
    while Path(plan["hold"]).exists():
        say(stage="pose", done=2, total=60)
        time.sleep(0.05)
    make_outputs()
elif act == "finish":
    make_outputs()
elif act == "segfault":
    os.kill(os.getpid(), signal.SIGSEGV)
elif act == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
elif act == "hang":
    time.sleep(60)
elif act == "grow":
    grow()
elif act == "say":
    say(error=plan["error"])
elif act == "nothing":
    pass
