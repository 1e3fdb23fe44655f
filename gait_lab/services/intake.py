"""A clip sent in one go with an ordinary form: kept, and its analysis queued."""

from django.core.files.uploadedfile import UploadedFile

from gait_lab.models import Analysis
from gait_lab.rules import AnalysisSettings, Declaration
from gait_lab.services.analyses import start_analysis
from gait_lab.services.recordings import delete_recording, store_upload


def take_clip(
    *, owner, file: UploadedFile, declaration: Declaration, settings: AnalysisSettings
) -> Analysis:
    """``DeclarationError``, ``QuotaError`` or ``ClipError`` say what is wrong; nothing stays."""
    recording = store_upload(owner=owner, file=file, declaration=declaration)
    try:
        return start_analysis(recording=recording, settings=settings)
    except BaseException:
        delete_recording(recording=recording)
        raise
