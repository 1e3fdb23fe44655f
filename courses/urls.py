"""Deeds only: the pages themselves are Wagtail's, below /courses/ as well."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("learning/<int:course_id>/enrol/", views.enrol, name="enrol"),
    path("learning/lessons/<int:lesson_id>/complete/", views.complete, name="complete"),
    path("learning/lessons/<int:lesson_id>/checks/<uuid:block_id>/", views.answer, name="answer"),
    path(
        "learning/lessons/<int:lesson_id>/clips/<uuid:block_id>/<str:part>/",
        views.clip,
        name="clip",
    ),
]
