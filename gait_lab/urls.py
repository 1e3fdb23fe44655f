from django.urls import path

from gait_lab.views import files, uploads

app_name = "gait_lab"
urlpatterns = [
    path("uploads/", uploads.create_upload, name="uploads"),
    path("uploads/<uuid:upload_id>/", uploads.upload_piece, name="upload"),
    path("recordings/<uuid:recording_id>/file/", files.recording_file, name="recording_file"),
    path("analyses/<uuid:analysis_id>/data/", files.analysis_data, name="analysis_data"),
    path(
        "analyses/<uuid:analysis_id>/files/<slug:kind>/", files.analysis_file, name="analysis_file"
    ),
    path("key-frames/<int:key_frame_id>/", files.key_frame_image, name="key_frame_image"),
]
