"""Every address with somebody else's ids, by every method, for every kind of person."""

import re
import uuid

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLResolver, get_resolver

from certification.services import save_work, submit_work
from certification.services.certificates import award_certificate
from gait_lab.models import CaseFrame, KeyFrame, Upload
from tests.factories.accounts import make_user
from tests.factories.cases import begin, expert_work, make_practical
from tests.factories.courses import lessons_of
from tests.factories.gait_lab import make_analysis, make_recording

METHODS = ("get", "head", "post", "put", "patch", "delete")
CLOSED = {404, 405, 403}
OWN_PREFIXES = (
    "lab/",
    "practicals/",
    "certificates/",
    "decisions/",
    "courses/learning/",
    "schemes/",
    "people/",
    "media/",
)

EXPERTS = ("instructor", "examiner")
OPEN_TO = {
    "practicals/<uuid:assessment_id>/": "what is offered: everybody signed in",
    "practicals/<uuid:assessment_id>/start/": "leads back with what is missing",
    "practicals/case/<uuid:case_id>/": "leads to the offer",
    "courses/learning/<int:course_id>/enrol/": "anybody signed in may enrol",
}
"""Addresses that carry an id and are nobody's own."""

OPEN_TO_ROLES = {
    "lab/cases/": EXPERTS,
    "practicals/attempts/<uuid:attempt_id>/regrade/": EXPERTS,
    "practicals/attempts/<uuid:attempt_id>/": EXPERTS,
    "practicals/attempts/<uuid:attempt_id>/frames/<int:frame>/": EXPERTS,
    "practicals/offer/": EXPERTS,
    "practicals/<uuid:assessment_id>/close/": EXPERTS,
    "decisions/": ("director",),
    "schemes/": ("director",),
    "people/": ("director",),
    "courses/learning/lessons/": EXPERTS,
}
"""Beginnings of addresses that a role's work is about."""


@pytest.fixture
def ids(db, private_folder, learner, examiner, director, monkeypatch):
    """Somebody's whole story: a clip with every file, a practical, a certificate."""
    monkeypatch.setattr(
        "certification.selectors.certificates.has_completed_lessons", lambda **kwargs: True
    )
    analysis = _finished(make_recording(learner))
    assessment = make_practical(examiner)
    attempt = begin(assessment, learner)
    version = save_work(
        attempt=attempt, version=attempt.measurements.version, content=expert_work()
    )
    grade = submit_work(attempt=attempt, token=uuid.uuid4(), version=version).grades.get()
    certificate = award_certificate(grade=grade, decided_by=director, reason="Work read.")
    upload = Upload.objects.create(owner=learner, declared_bytes=10, declaration={})
    lesson = _first_lesson(assessment.scheme.course)
    return {
        "analysis_id": analysis.pk,
        "recording_id": analysis.recording_id,
        "key_frame_id": analysis.stills.get().pk,
        "kind": "overlay_video",
        "upload_id": upload.pk,
        "case_id": assessment.case_id,
        "frame": CaseFrame.objects.first().frame,
        "assessment_id": assessment.pk,
        "attempt_id": attempt.pk,
        "grade_id": grade.pk,
        "scheme_id": assessment.scheme_id,
        "slug": assessment.scheme.slug,
        "user_id": learner.pk,
        "code": certificate.code,
        "course_id": assessment.scheme.course_id,
        "lesson_id": lesson.pk,
        "block_id": uuid.uuid4(),
        "part": "film",
        "path": f"../private/{analysis.overlay_video.name}",
    }


def _finished(recording):
    analysis = make_analysis(recording, status="done", curves=[], frame_times_s=[0.0])
    for name in ("overlay_video", "plain_video", "contact_sheet", "landmarks", "report_pdf"):
        getattr(analysis, name).save(f"analyses/{analysis.pk}/{name}", ContentFile(b"private"))
    still = KeyFrame(analysis=analysis, phase="contact", frame=1, time_s=0.1)
    still.image.save(f"analyses/{analysis.pk}/still.jpg", ContentFile(b"private"))
    return analysis


def _first_lesson(course):
    lessons = lessons_of(course)
    return lessons[0] if lessons else course


def routes():
    def walk(resolver, prefix=""):
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, route)
            else:
                yield route

    return sorted({r for r in walk(get_resolver()) if r.startswith(OWN_PREFIXES) and "<" in r})


def address(route, ids):
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(ids[found.group(1)]), route)


def rows():
    """How many rows there are, of everything but sessions."""
    models = [model for model in apps.get_models() if model._meta.app_label != "sessions"]
    return {model._meta.label: model._default_manager.count() for model in models}


def may_be_open(route, role):
    return any(route.startswith(r) and role in who for r, who in OPEN_TO_ROLES.items())


def signed_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", ["", "learner", "instructor", "examiner", "director", "therapist"])
def test_nothing_of_another_person_is_answered_or_changed(role, ids, private_folder):
    client = signed_in(make_user("Max Mallory", *filter(None, [role])))
    client.get("/nowhere/")  # the first page of all makes the site's settings
    before, files = rows(), _files(private_folder)
    open_ones = {}
    for route in routes():
        if route in OPEN_TO or may_be_open(route, role):
            continue
        for method in METHODS:
            response = getattr(client, method)(address(route, ids))
            if response.status_code not in CLOSED:
                open_ones[f"{method} {route}"] = response.status_code

    assert open_ones == {}
    assert rows() == before
    assert _files(private_folder) == files


@pytest.mark.parametrize("role", ["learner", "instructor", "examiner", "director", "therapist"])
def test_no_address_and_method_ends_in_an_error_page(role, ids):
    client = signed_in(make_user("Max Mallory", role))
    broken = [
        f"{method} {route}"
        for route in routes()
        for method in METHODS
        if getattr(client, method)(address(route, ids)).status_code >= 500
    ]

    assert broken == []


def test_visitor_is_led_to_sign_in_or_told_nothing(ids):
    client = Client(raise_request_exception=False)
    answered = {}
    for route in routes():
        for method in METHODS:
            response = getattr(client, method)(address(route, ids))
            led = response.status_code == 302 and "/account/login/" in response["Location"]
            if not led and response.status_code not in CLOSED:
                answered[f"{method} {route}"] = response.status_code

    assert answered == {}


@pytest.mark.parametrize("role", ["instructor", "examiner", "director", "therapist"])
def test_role_without_its_second_factor_gets_no_further_than_setting_it_up(role, ids):
    client = signed_in(make_user("Max Mallory", role, mfa=False))
    elsewhere = {}
    for route in routes():
        for method in METHODS:
            response = getattr(client, method)(address(route, ids))
            if response.status_code != 302 or "2fa" not in response["Location"]:
                elsewhere[f"{method} {route}"] = response.status_code

    assert elsewhere == {}


def _files(folder):
    return sorted(str(path) for path in folder.rglob("*") if path.is_file())
