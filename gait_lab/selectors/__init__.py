"""What of the gait lab a person may see, fetched in one place."""

from gait_lab.selectors.analyses import (
    Progress,
    analyses_of,
    analysis_for,
    file_of_analysis,
    is_embargoed,
    key_frame_for,
    own_analysis_for,
    progress_of,
)
from gait_lab.selectors.recordings import recording_for, recordings_of
from gait_lab.selectors.uploads import open_uploads_of, upload_expires_at, upload_for

__all__ = [
    "Progress",
    "analyses_of",
    "analysis_for",
    "file_of_analysis",
    "is_embargoed",
    "key_frame_for",
    "open_uploads_of",
    "own_analysis_for",
    "progress_of",
    "recording_for",
    "recordings_of",
    "upload_expires_at",
    "upload_for",
]
