"""What certification adds to other apps' pages: the home page, a course, a case."""

from django.template.loader import render_to_string
from wagtail import hooks

from certification.rules import may_decide, may_see_keys
from certification.selectors import (
    active_schemes,
    handed_in,
    offers_of,
    submitted_attempts,
    ways_to_certificate,
)
from certification.selectors.certificates import undecided_grades
from gait_lab.selectors.cases import frozen_reference

SHOWN = 5


@hooks.register("midstance_home_panel", order=5)
def decisions_to_take(request) -> str:
    if not may_decide(request.user):
        return ""
    context = {"grades": undecided_grades()[:SHOWN]}
    return render_to_string("certification/_decisions_panel.html", context, request=request)


@hooks.register("midstance_home_panel", order=6)
def results_lately(request) -> str:
    if not may_see_keys(request.user):
        return ""
    context = {"rows": [handed_in(attempt) for attempt in submitted_attempts()[:SHOWN]]}
    return render_to_string("certification/_results_panel.html", context, request=request)


@hooks.register("midstance_home_panel", order=20)
def way_to_the_certificate(request) -> str:
    ways = ways_to_certificate(request.user)
    if not ways:
        return ""
    return render_to_string("certification/_home_panel.html", {"ways": ways}, request=request)


@hooks.register("midstance_course_panel")
def where_a_course_leads(request, course) -> str:
    """The learner's own way; for everyone else, what the course leads to."""
    context = {
        "ways": ways_to_certificate(request.user, course=course)
        if request.user.is_authenticated
        else [],
        "schemes": active_schemes().filter(course=course),
    }
    return render_to_string("certification/_course_panel.html", context, request=request)


@hooks.register("midstance_case_panel")
def practicals_on_a_case(request, case) -> str:
    context = {
        "case": case,
        "is_frozen": frozen_reference(case) is not None,
        "offers": offers_of(case.pk),
        "handed_in": submitted_attempts(case_id=case.pk).count(),
    }
    return render_to_string("certification/_case_panel.html", context, request=request)
