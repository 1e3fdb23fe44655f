"""Addresses of the experts' side of cases, under /lab/cases/."""

from django.urls import path

from gait_lab.views import cases

urlpatterns = [
    path("", cases.case_list, name="case_list"),
    path("new/", cases.new_case, name="new_case"),
    path("<uuid:case_id>/", cases.case_detail, name="case"),
    path("<uuid:case_id>/frames/<int:frame>/", cases.case_still_image, name="case_still"),
    path("<uuid:case_id>/reference/", cases.review_reference, name="reference"),
    path("<uuid:case_id>/reference/open/", cases.open_reference, name="open_reference"),
    path("<uuid:case_id>/reference/save/", cases.save_reference, name="save_reference"),
    path("<uuid:case_id>/reference/bands/", cases.save_bands, name="save_bands"),
    path("<uuid:case_id>/reference/freeze/", cases.freeze, name="freeze_reference"),
]
