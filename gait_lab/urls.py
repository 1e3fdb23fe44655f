from django.urls import include, path

from gait_lab.views import files, pages, uploads

app_name = "gait_lab"
urlpatterns = [
    path("", pages.recordings, name="recordings"),
    path("new/", pages.new_clip, name="new_clip"),
    path("analyses/<uuid:analysis_id>/", pages.analysis, name="analysis"),
    path("analyses/<uuid:analysis_id>/progress/", pages.progress, name="progress"),
    path("analyses/<uuid:analysis_id>/cancel/", pages.cancel, name="cancel"),
    path("analyses/<uuid:analysis_id>/again/", pages.rerun, name="rerun"),
    path("analyses/<uuid:analysis_id>/report.pdf", pages.report, name="report"),
    path("analyses/<uuid:analysis_id>/result.json", pages.result_json, name="result_json"),
    path("analyses/<uuid:analysis_id>/metrics.csv", pages.metrics_csv, name="metrics_csv"),
    path("recordings/<uuid:recording_id>/delete/", pages.delete_recording, name="delete"),
    path("cases/", include("gait_lab.case_urls")),
    path("uploads/", uploads.create_upload, name="uploads"),
    path("uploads/<uuid:upload_id>/", uploads.upload_piece, name="upload"),
    path("recordings/<uuid:recording_id>/file/", files.recording_file, name="recording_file"),
    path("analyses/<uuid:analysis_id>/data/", files.analysis_data, name="analysis_data"),
    path(
        "analyses/<uuid:analysis_id>/files/<slug:kind>/", files.analysis_file, name="analysis_file"
    ),
    path("key-frames/<int:key_frame_id>/", files.key_frame_image, name="key_frame_image"),
]
