"""Pictures of an analysis: annotated video, key frames, contact sheet, single frames.

Pure drawing: what is drawn comes in as a ``Scene``. cv2, av and Pillow are imported inside the
functions that need them.
"""

from gait_lab.overlays.extract import extract_frames, jpeg_bytes
from gait_lab.overlays.scene import Scene, Stance
from gait_lab.overlays.sheet import contact_sheet
from gait_lab.overlays.stills import MOMENT_LABELS, Still, draw_key_frames
from gait_lab.overlays.text import Image
from gait_lab.overlays.videos import shown_times_s, write_videos

__all__ = [
    "MOMENT_LABELS",
    "Image",
    "Scene",
    "Stance",
    "Still",
    "contact_sheet",
    "draw_key_frames",
    "extract_frames",
    "jpeg_bytes",
    "shown_times_s",
    "write_videos",
]
