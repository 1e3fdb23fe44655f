from django.urls import path

from certification.views import certificates, decisions, practical, results, schemes, verify

app_name = "certification"
urlpatterns = [
    path("practicals/", practical.practical_list, name="practical_list"),
    path(
        "practicals/case/<uuid:case_id>/",
        practical.practical_for_case,
        name="practical_for_case",
    ),
    path("practicals/results/", results.result_list, name="result_list"),
    path("practicals/offer/<uuid:case_id>/<int:scheme_id>/", schemes.offer, name="offer_practical"),
    path("practicals/<uuid:assessment_id>/close/", schemes.close, name="close_practical"),
    path("practicals/<uuid:assessment_id>/", practical.practical, name="practical"),
    path("practicals/<uuid:assessment_id>/start/", practical.start, name="start_attempt"),
    path("practicals/attempts/<uuid:attempt_id>/", practical.result, name="attempt"),
    path("practicals/attempts/<uuid:attempt_id>/bench/", practical.workbench, name="workbench"),
    path(
        "practicals/attempts/<uuid:attempt_id>/frames/<int:frame>/",
        practical.attempt_still,
        name="attempt_still",
    ),
    path("practicals/attempts/<uuid:attempt_id>/save/", practical.save, name="save_work"),
    path(
        "practicals/attempts/<uuid:attempt_id>/regrade/", practical.regrade_attempt, name="regrade"
    ),
    path("practicals/attempts/<uuid:attempt_id>/submit/", practical.submit, name="submit_work"),
    path("certificates/", certificates.certificate_list, name="certificate_list"),
    path("certificates/<str:code>/pdf/", certificates.certificate_pdf, name="certificate_pdf"),
    path("schemes/", schemes.scheme_list, name="scheme_list"),
    path("schemes/new/", schemes.new_scheme, name="new_scheme"),
    path("schemes/<slug:slug>/", schemes.scheme, name="scheme"),
    path("decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/<uuid:grade_id>/", decisions.decide, name="decide"),
    path(
        "decisions/certificates/<str:code>/",
        decisions.certificate_record,
        name="certificate_record",
    ),
    path("decisions/certificates/<str:code>/withdraw/", decisions.withdraw, name="withdraw"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.verify_code, name="verify_code"),
]
