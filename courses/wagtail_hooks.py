"""Where the CMS asks us: who may read a page, what may be deleted, what the home page shows."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.template.loader import render_to_string
from wagtail import hooks

from courses.models import Enrolment, LessonPage, LessonVisit, ModulePage
from courses.rules import is_staff_of_courses, may_edit
from courses.selectors import course_of, enrolment_of, learning_of
from courses.services import note_visit


@hooks.register("before_serve_page")
def lessons_are_for_the_enrolled(page, request, args, kwargs):
    if not isinstance(page, LessonPage | ModulePage):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    course = course_of(page)
    enrolment = enrolment_of(learner=request.user, course=course)
    if enrolment is None and not may_edit(request.user, page):
        messages.info(request, f"Enrol on “{course.title}” to read “{page.title}”.")
        return redirect(course.get_url(request))
    if enrolment is not None and isinstance(page, LessonPage):
        note_visit(enrolment=enrolment, lesson=page)
    return None


@hooks.register("before_delete_page")
def learners_records_keep_a_page(request, page):
    has_learners = Enrolment.objects.filter(course__path__startswith=page.path).exists()
    if not has_learners:
        has_learners = LessonVisit.objects.filter(lesson__path__startswith=page.path).exists()
    if not has_learners:
        return None
    messages.error(
        request,
        f"Learners have records on “{page.title}”, so it cannot be deleted. Unpublish it instead.",
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("midstance_home_panel", order=10)
def where_you_left_off(request) -> str:
    learning = learning_of(request.user)
    if not learning and is_staff_of_courses(request.user):
        return ""
    return render_to_string("courses/_home_panel.html", {"learning": learning}, request=request)
