"""The experts' side of cases: list, make, review frame by frame, freeze."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gait_lab.case_forms import NewCaseForm
from gait_lab.enums import ReferenceStatus
from gait_lab.rules import may_open_cases
from gait_lab.selectors.cases import (
    case_clip,
    case_still,
    cases_for_experts,
    draft_reference,
    frozen_reference,
)
from gait_lab.selectors.workbench import (
    STRIKE_CLASSES,
    bench_context,
    case_measures,
    workbench_data,
)
from gait_lab.services.case_frames import CaseFramesError, ClipError
from gait_lab.services.cases import CaseError, create_case
from gait_lab.services.measurements import (
    EVENT_KINDS,
    MeasurementConflictError,
    MeasurementError,
    MeasurementsClosedError,
    measured_angles,
    read_json,
    read_version,
    save_measurements,
)
from gait_lab.services.references import (
    IncompleteReferenceError,
    ReferenceFrozenError,
    freeze_reference,
    open_draft,
    set_bands,
)

EVENT_LABELS = {"initial_contact": "Contact", "toe_off": "Toe-off"}
STILL_MAX_AGE_S = 24 * 60 * 60


def expert_required(view):
    """Sign-in first; for anyone but an expert the page does not exist."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not may_open_cases(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def refusal(message: str, *, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)


def still_response(still) -> HttpResponse:
    """A still by its own bytes: neither the address nor the headers tell what is on it."""
    with still.image.open("rb") as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={STILL_MAX_AGE_S}, immutable"
    response["Content-Disposition"] = "inline"
    return response


@require_GET
@expert_required
def case_list(request):
    frozen = Q(references__status=ReferenceStatus.FROZEN)
    cases = cases_for_experts().annotate(frozen_version=Max("references__version", filter=frozen))
    return render(request, "gait_lab/cases/list.html", {"cases": cases})


@expert_required
def new_case(request):
    form = NewCaseForm(request.POST or None, author=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            case = create_case(author=request.user, **form.cleaned_data)
        except (CaseError, CaseFramesError, ClipError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("gait_lab:case", case.pk)
    has_clips = form.fields["analysis"].queryset.exists()
    return render(request, "gait_lab/cases/new.html", {"form": form, "has_clips": has_clips})


@require_GET
@expert_required
def case_detail(request, case_id):
    case = get_object_or_404(cases_for_experts(), pk=case_id)
    frozen = frozen_reference(case)
    context = {
        "case": case,
        "near_side": case_clip(case)["near_side"],
        "last_frame": case.window_end_frame - 1,
        "frame_count": case.stills.count(),
        "references": case.references.select_related("frozen_by"),
        "has_draft": draft_reference(case) is not None,
        "frozen": frozen,
        "comparison": _comparison(frozen) if frozen else [],
    }
    return render(request, "gait_lab/cases/case.html", context)


@require_GET
@expert_required
def case_still_image(request, case_id, frame):
    still = case_still(case_id=case_id, frame=frame)
    if still is None:
        raise Http404
    return still_response(still)


@require_POST
@expert_required
def open_reference(request, case_id):
    case = get_object_or_404(cases_for_experts(), pk=case_id)
    open_draft(case=case, author=request.user)
    return redirect("gait_lab:reference", case.pk)


@require_GET
@never_cache
@expert_required
def review_reference(request, case_id):
    case = get_object_or_404(cases_for_experts(), pk=case_id)
    reference = draft_reference(case)
    if reference is None:
        return redirect("gait_lab:case", case.pk)
    return render(request, "gait_lab/cases/reference.html", _review_context(request, reference))


@require_POST
@expert_required
def save_reference(request, case_id):
    reference = _draft_or_404(case_id)
    try:
        body = read_json(request.body)
        version = save_measurements(
            measurements_id=reference.measurements_id,
            version=read_version(body),
            content=body.get("content"),
        )
    except MeasurementConflictError as error:
        return refusal(str(error), status=409)
    except MeasurementsClosedError:
        return refusal("This reference has been frozen.", status=410)
    except MeasurementError as error:
        return refusal(str(error), status=400)
    reference.measurements.refresh_from_db()
    return JsonResponse({"version": version, "angles": measured_angles(reference.measurements)})


@require_POST
@expert_required
def save_bands(request, case_id):
    reference = _draft_or_404(case_id)
    try:
        body = read_json(request.body)
        bands = body.get("bands")
        if not isinstance(bands, dict):
            raise MeasurementError("The bands are missing.")
        set_bands(reference=reference, bands=bands)
    except ReferenceFrozenError as error:
        return refusal(str(error), status=410)
    except (MeasurementError, IncompleteReferenceError) as error:
        return refusal(str(error), status=400)
    return JsonResponse({"saved": True})


@require_POST
@expert_required
def freeze(request, case_id):
    reference = _draft_or_404(case_id)
    try:
        version = int(request.POST.get("version", ""))
    except ValueError:
        return HttpResponse("The version number is missing. Load the page again.", status=400)
    try:
        freeze_reference(reference=reference, person=request.user, version=version)
    except (IncompleteReferenceError, MeasurementConflictError) as error:
        messages.error(request, f"Not frozen. {error}")
        return redirect("gait_lab:reference", case_id)
    except (MeasurementsClosedError, ReferenceFrozenError):
        messages.info(request, "This reference had been frozen already.")
    else:
        messages.success(request, f"Version {reference.version} is frozen and grades from now on.")
    return redirect("gait_lab:case", case_id)


def _draft_or_404(case_id):
    case = get_object_or_404(cases_for_experts(), pk=case_id)
    reference = draft_reference(case)
    if reference is None:
        raise Http404
    return reference


def _review_context(request, reference) -> dict:
    case, values = reference.case, reference.values
    urls = {
        "save": reverse("gait_lab:save_reference", args=[case.pk]),
        "bands": reverse("gait_lab:save_bands", args=[case.pk]),
        "frame": reverse("gait_lab:case_still", args=[case.pk, 0]),
    }
    data = workbench_data(case, reference.measurements, urls=urls)
    data["machine"] = {"events": reference.machine_events, "values": values}
    context = bench_context(case)
    strike = values["foot_strike_class"]["machine_value"]
    return context | {
        "expert": True,
        "reference": reference,
        "reference_title": f"reference, version {reference.version}",
        "bench": data | {"csrf": get_token(request)},
        "event_bands": [_band(kind, EVENT_LABELS[kind], values[kind]) for kind in EVENT_KINDS],
        "measures": [
            (measure, when, _band(measure.name, measure.label, values[measure.name]))
            for measure, when, _ in context["measures"]
        ],
        "machine_strike": STRIKE_CLASSES.get(strike, ""),
        "machine_findings": values["findings"]["machine_value"],
        "closed_url": reverse("gait_lab:case", args=[case.pk]),
    }


def _band(name: str, label: str, value: dict) -> dict:
    return {
        "name": name,
        "label": label,
        "unit": value["unit"],
        "full": value["full_band"],
        "zero": value["zero_band"],
        "source": value["source"],
    }


def _comparison(reference) -> list[dict]:
    return [
        {"label": measure.label, **reference.values[measure.name]} for measure, _ in case_measures()
    ]
