"""What the gait lab does, one verb each; views and tasks call these."""

from gait_lab.analysis.frames import ClipError
from gait_lab.rules import AnalysisSettings, Declaration, DeclarationError
from gait_lab.services.analyses import (
    AlreadyRunningError,
    cancel_analysis,
    delete_analysis,
    rerun_analysis,
    settings_of,
    start_analysis,
)
from gait_lab.services.recordings import (
    QuotaError,
    RecordingInUseError,
    delete_recording,
    store_clip,
    store_upload,
)
from gait_lab.services.running import run_analysis
from gait_lab.services.stopping import announce_stop
from gait_lab.services.sweeping import remove_orphans, sweep_analyses
from gait_lab.services.uploads import (
    UploadBusyError,
    WrongOffsetError,
    append_to_upload,
    begin_upload,
    delete_stale_uploads,
    drop_upload,
)
from gait_lab.services.workers import die_with_parent, start_sweeping

__all__ = [
    "AlreadyRunningError",
    "AnalysisSettings",
    "ClipError",
    "Declaration",
    "DeclarationError",
    "QuotaError",
    "RecordingInUseError",
    "UploadBusyError",
    "WrongOffsetError",
    "announce_stop",
    "append_to_upload",
    "begin_upload",
    "cancel_analysis",
    "delete_analysis",
    "delete_recording",
    "delete_stale_uploads",
    "die_with_parent",
    "drop_upload",
    "remove_orphans",
    "rerun_analysis",
    "run_analysis",
    "settings_of",
    "start_analysis",
    "start_sweeping",
    "store_clip",
    "store_upload",
    "sweep_analyses",
]
