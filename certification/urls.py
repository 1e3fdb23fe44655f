from django.urls import path

from certification.views import certificates, decisions, verify

app_name = "certification"
urlpatterns = [
    path("certificates/", certificates.certificate_list, name="certificate_list"),
    path("certificates/<str:code>/pdf/", certificates.certificate_pdf, name="certificate_pdf"),
    path("decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/<int:grade_id>/", decisions.decide, name="decide"),
    path(
        "decisions/certificates/<str:code>/",
        decisions.certificate_record,
        name="certificate_record",
    ),
    path("decisions/certificates/<str:code>/withdraw/", decisions.withdraw, name="withdraw"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.verify_code, name="verify_code"),
]
