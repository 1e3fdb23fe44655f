"""Sitting a practical: overview, workbench, handing in, the explained result."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from certification.enums import AttemptStatus
from certification.models import Attempt
from certification.rules import may_regrade, may_see_keys
from certification.selectors import (
    assessment_for_case,
    attempt_of,
    attempts_of,
    current_grade,
    ended_attempts_of,
    open_attempt,
    practical_rows,
    readable_attempt,
    readiness,
    result_page,
    visible_assessment,
)
from certification.services import (
    AttemptClosedError,
    AttemptRefusedError,
    check_open,
    expire_attempts,
    regrade,
    save_work,
    start_attempt,
    submit_work,
)
from gait_lab.selectors.cases import case_still
from gait_lab.selectors.workbench import bench_context, workbench_data
from gait_lab.services.measurements import (
    MeasurementConflictError,
    MeasurementError,
    MeasurementsClosedError,
    measured_angles,
    read_json,
    read_version,
)

STILL_MAX_AGE_S = 24 * 60 * 60


@require_GET
@login_required
def practical_list(request):
    expire_attempts(candidate=request.user)
    context = {
        "rows": practical_rows(request.user),
        "past": ended_attempts_of(request.user),
        "is_expert": may_see_keys(request.user),
    }
    return render(request, "certification/practical/list.html", context)


@require_GET
@login_required
def practical_for_case(request, case_id):
    """Where a lesson leads that knows only the case."""
    assessment = assessment_for_case(case_id)
    if assessment is None:
        messages.info(request, "This practical is not open at the moment.")
        return redirect("certification:practical_list")
    return redirect("certification:practical", assessment.pk)


@require_GET
@never_cache
@login_required
def practical(request, assessment_id):
    assessment = _assessment_or_404(request, assessment_id)
    expire_attempts(candidate=request.user)
    context = {
        "assessment": assessment,
        "scheme": assessment.scheme,
        "case": assessment.case,
        "course": assessment.scheme.course,
        "ready": readiness(assessment=assessment, learner=request.user),
        "open": open_attempt(assessment=assessment, learner=request.user),
        "past": attempts_of(learner=request.user, assessment=assessment).exclude(
            status=AttemptStatus.OPEN
        ),
        "is_expert": may_see_keys(request.user),
    }
    return render(request, "certification/practical/overview.html", context)


@require_POST
@login_required
def start(request, assessment_id):
    assessment = _assessment_or_404(request, assessment_id)
    try:
        attempt = start_attempt(
            assessment=assessment,
            candidate=request.user,
            acknowledged=request.POST.get("acknowledged") == "on",
        )
    except AttemptRefusedError as error:
        messages.error(request, str(error))
        return redirect("certification:practical", assessment.pk)
    return redirect("certification:workbench", attempt.pk)


@require_GET
@never_cache
@login_required
def workbench(request, attempt_id):
    attempt = _own_attempt_or_404(request, attempt_id)
    try:
        check_open(attempt)
    except AttemptClosedError as error:
        return _closed(request, attempt, error)
    case = attempt.assessment.case
    urls = {
        "save": reverse("certification:save_work", args=[attempt.pk]),
        "frame": reverse("certification:attempt_still", args=[attempt.pk, 0]),
    }
    data = workbench_data(case, attempt.measurements, urls=urls)
    context = bench_context(case) | {
        "attempt": attempt,
        "bench": data | {"csrf": get_token(request)},
        "token": uuid.uuid4(),
        "closed_url": reverse("certification:attempt", args=[attempt.pk]),
    }
    return render(request, "certification/practical/workbench.html", context)


@require_GET
@login_required
def attempt_still(request, attempt_id, frame):
    """A still for the candidate, or for those who mark; nothing is drawn on it."""
    attempt = readable_attempt(user=request.user, attempt_id=attempt_id)
    still = attempt and case_still(case_id=attempt.assessment.case_id, frame=frame)
    if not still:
        raise Http404
    with still.image.open("rb") as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={STILL_MAX_AGE_S}, immutable"
    return response


@require_POST
@login_required
def save(request, attempt_id):
    attempt = _own_attempt_or_404(request, attempt_id)
    try:
        body = read_json(request.body)
        version = save_work(
            attempt=attempt, version=read_version(body), content=body.get("content")
        )
    except MeasurementConflictError as error:
        return JsonResponse({"message": str(error)}, status=409)
    except (AttemptClosedError, MeasurementsClosedError) as error:
        return JsonResponse({"message": str(error)}, status=410)
    except MeasurementError as error:
        return JsonResponse({"message": str(error)}, status=400)
    attempt.measurements.refresh_from_db()
    return JsonResponse({"version": version, "angles": measured_angles(attempt.measurements)})


@require_POST
@login_required
def submit(request, attempt_id):
    attempt = _own_attempt_or_404(request, attempt_id)
    try:
        token = uuid.UUID(request.POST.get("token", ""))
        version = int(request.POST.get("version", ""))
    except ValueError:
        return HttpResponse(
            "The form was not complete. Load the practical again and hand in from there.",
            status=400,
            content_type="text/plain",
        )
    try:
        submit_work(attempt=attempt, token=token, version=version)
    except MeasurementConflictError:
        messages.error(
            request,
            "Not handed in: another window has saved newer work. Here it is; "
            "check it and hand it in again.",
        )
        return redirect("certification:workbench", attempt.pk)
    except AttemptClosedError as error:
        return _closed(request, attempt, error)
    return redirect("certification:attempt", attempt.pk)


@require_GET
@never_cache
@login_required
def result(request, attempt_id):
    attempt = readable_attempt(user=request.user, attempt_id=attempt_id)
    if attempt is None:
        raise Http404
    is_own = attempt.candidate_id == request.user.pk
    if attempt.status == AttemptStatus.OPEN:
        if not is_own:
            raise Http404
        to_overview = may_see_keys(request.user)  # the bench would send them back here
        where, pk = (
            ("practical", attempt.assessment_id) if to_overview else ("workbench", attempt.pk)
        )
        return redirect(f"certification:{where}", pk)
    grade = current_grade(attempt)
    if grade is None:
        return render(request, "certification/practical/expired.html", {"attempt": attempt})
    context = {
        "attempt": attempt,
        "grade": grade,
        "is_own": is_own,
        "may_regrade": may_regrade(request.user) and not is_own,
    }
    return render(
        request, "certification/practical/result.html", context | result_page(attempt, grade)
    )


@require_POST
@login_required
def regrade_attempt(request, attempt_id):
    attempt = readable_attempt(user=request.user, attempt_id=attempt_id)
    if attempt is None or not may_regrade(request.user) or attempt.candidate_id == request.user.pk:
        raise Http404
    try:
        grade = regrade(
            submission=attempt.submission,
            person=request.user,
            reason=request.POST.get("reason", "")[:300],
        )
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Graded again: {grade.score_pct:.1f} %.")
    return redirect("certification:attempt", attempt.pk)


def _assessment_or_404(request, assessment_id):
    assessment = visible_assessment(user=request.user, assessment_id=assessment_id)
    if assessment is None:
        raise Http404
    return assessment


def _own_attempt_or_404(request, attempt_id) -> Attempt:
    try:
        return attempt_of(learner=request.user, attempt_id=attempt_id)
    except Attempt.DoesNotExist:
        raise Http404 from None


def _closed(request, attempt, error):
    messages.info(request, str(error))
    return redirect("certification:attempt", attempt.pk)
