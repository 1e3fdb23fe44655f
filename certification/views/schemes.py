"""The rules of certificates, and which cases are offered under them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from certification.forms import NewSchemeForm, SchemeRulesForm
from certification.models import Assessment
from certification.rules import may_manage_schemes, may_offer_practicals
from certification.selectors import active_schemes, scheme_rows, scheme_versions
from certification.services import (
    SchemeError,
    close_practical,
    create_scheme,
    new_scheme_version,
    offer_practical,
)
from certification.views.doors import only
from gait_lab.selectors.cases import cases_for_experts


@only(may_manage_schemes)
def scheme_list(request):
    return render(request, "certification/schemes/list.html", {"rows": scheme_rows()})


@only(may_manage_schemes)
def new_scheme(request):
    form = NewSchemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            scheme = create_scheme(name=data["name"], course=data["course"], **form.rules)
        except SchemeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{scheme.name}” is in force. Offer it cases to measure.")
            return redirect("certification:scheme", scheme.slug)
    return render(request, "certification/schemes/new.html", {"form": form})


@only(may_manage_schemes)
def scheme(request, slug):
    """What is in force, every earlier version, and the form for the next one."""
    versions = scheme_versions(slug)
    if not versions:
        raise Http404
    now = versions[0]
    rules = {"cut_score_pct": now.cut_score_pct, "attempt_days": now.attempt_days}
    form = SchemeRulesForm(request.POST or None, initial=rules, weights=now.weights)
    if request.method == "POST" and form.is_valid():
        try:
            version = new_scheme_version(scheme=now, **form.rules)
        except SchemeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Version {version.version} is in force from now on.")
            return redirect("certification:scheme", slug)
    context = {"scheme": now, "versions": versions, "form": form}
    return render(request, "certification/schemes/scheme.html", context)


@require_POST
@only(may_offer_practicals)
def offer(request, case_id, scheme_id):
    case = get_object_or_404(cases_for_experts(), pk=case_id)
    chosen = get_object_or_404(active_schemes(), pk=scheme_id)
    try:
        offer_practical(scheme=chosen, case=case)
    except SchemeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Trainees of “{chosen.course}” can sit this case now.")
    return redirect("gait_lab:case", case.pk)


@require_POST
@only(may_offer_practicals)
def close(request, assessment_id):
    assessment = get_object_or_404(Assessment, pk=assessment_id)
    close_practical(assessment=assessment)
    messages.success(request, "No new attempt can begin. Those under way go on.")
    return redirect("gait_lab:case", assessment.case_id)
