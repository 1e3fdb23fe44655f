"""The lab's pages. Strangers get 404, as for what is not there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from gait_lab import selectors, services
from gait_lab.enums import AnalysisStatus
from gait_lab.forms import ClipForm, SettingsForm
from gait_lab.reports import metric_table, sheet_of
from gait_lab.selectors.lists import clip_rows, runs_of
from gait_lab.services.intake import take_clip
from gait_lab.services.reporting import make_report
from gait_lab.views.serving import PrivateFile, private_response

OPEN = (AnalysisStatus.QUEUED, AnalysisStatus.RUNNING)


@login_required
@require_safe
def recordings(request):
    uploads = selectors.open_uploads_of(request.user)
    context = {"rows": clip_rows(request.user), "uploads": uploads}
    return render(request, "gait_lab/recordings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_clip(request):
    """The form; its POST serves browsers without scripts, which send the clip in one go."""
    form = ClipForm(request.POST or None, request.FILES or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            analysis = take_clip(
                owner=request.user,
                file=form.cleaned_data["clip"],
                declaration=form.declaration(),
                settings=form.settings(),
            )
            return redirect("gait_lab:analysis", analysis.pk)
        except services.DeclarationError as error:
            form.add_refusal(error)
        except services.ClipError as error:
            form.add_error("clip", str(error))
        except services.QuotaError as error:
            form.add_error(None, str(error))
    context = {"form": form, "uploads": selectors.open_uploads_of(request.user)}
    return render(request, "gait_lab/new.html", context, status=200 if not form.errors else 422)


@login_required
@require_safe
def analysis(request, analysis_id):
    """Its progress, how it ended, or its result, by what there is."""
    mine = _own_or_none(request.user, analysis_id)
    if mine is not None and mine.status in OPEN:
        context = {"analysis": mine, "progress": selectors.progress_of(mine)}
        return render(request, "gait_lab/progress.html", context)
    if mine is not None and mine.status != AnalysisStatus.DONE:
        form = SettingsForm(initial=SettingsForm.initial_from(services.settings_of(mine)))
        return render(request, "gait_lab/ended.html", {"analysis": mine, "form": form})
    if mine is not None and selectors.is_embargoed(request.user, mine.recording):
        return render(request, "gait_lab/embargoed.html", {"analysis": mine})
    return _result(request, _visible(request.user, analysis_id), is_owner=mine is not None)


def _result(request, seen, *, is_owner):
    context = {
        "analysis": seen,
        "sheet": sheet_of(seen),
        "is_owner": is_owner,
        "form": SettingsForm(initial=SettingsForm.initial_from(services.settings_of(seen))),
        "runs": runs_of(seen.recording) if is_owner else [],
    }
    return render(request, "gait_lab/result.html", context)


@login_required
@require_safe
def progress(request, analysis_id):
    """The part of the progress page that asks again every two seconds."""
    mine = _own(request.user, analysis_id)
    if mine.status not in OPEN:
        return HttpResponseClientRedirect(reverse("gait_lab:analysis", args=[mine.pk]))
    context = {"analysis": mine, "progress": selectors.progress_of(mine)}
    return render(request, "gait_lab/_progress.html", context)


@login_required
@require_POST
def cancel(request, analysis_id):
    mine = _own(request.user, analysis_id)
    services.cancel_analysis(analysis=mine)
    return redirect("gait_lab:analysis", mine.pk)


@login_required
@require_POST
def rerun(request, analysis_id):
    mine = _own(request.user, analysis_id)
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return render(request, "gait_lab/rerun.html", {"analysis": mine, "form": form}, status=422)
    try:
        fresh = services.rerun_analysis(analysis=mine, settings=form.settings())
    except services.AlreadyRunningError as error:
        messages.warning(request, str(error))
        fresh = error.analysis
    return redirect("gait_lab:analysis", fresh.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_recording(request, recording_id):
    try:
        recording = selectors.recording_for(request.user, recording_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    if request.method != "POST":
        return render(request, "gait_lab/delete.html", {"recording": recording})
    try:
        services.delete_recording(recording=recording)
    except services.RecordingInUseError as error:
        messages.error(request, str(error))
        return redirect("gait_lab:recordings")
    messages.success(request, "The clip and everything made of it are deleted.")
    return redirect("gait_lab:recordings")


@login_required
@require_safe
def result_json(request, analysis_id):
    seen = _visible(request.user, analysis_id)
    response = JsonResponse(seen.result, json_dumps_params={"indent": 1})
    return _as_download(response, "midstance-analysis.json")


@login_required
@require_safe
def metrics_csv(request, analysis_id):
    seen = _visible(request.user, analysis_id)
    # The mark at its start tells spreadsheets that "°" is one letter, not two.
    table = metric_table(seen).encode("utf-8-sig")
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    return _as_download(response, "midstance-metrics.csv")


@login_required
@require_safe
def report(request, analysis_id):
    seen = _visible(request.user, analysis_id)
    name = f"running-report-{seen.recording.created_at:%Y-%m-%d}.pdf"
    # Browsers refuse to show a PDF inside the sandbox that private files are served in.
    file = PrivateFile(make_report(analysis=seen), "application/pdf", name, as_attachment=True)
    return private_response(request, file)


def _as_download(response, name):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _own(user, analysis_id):
    try:
        return selectors.own_analysis_for(user, analysis_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def _own_or_none(user, analysis_id):
    try:
        return selectors.own_analysis_for(user, analysis_id)
    except ObjectDoesNotExist:
        return None


def _visible(user, analysis_id):
    """An analysis with a result this person may see."""
    try:
        seen = selectors.analysis_for(user, analysis_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    if seen.status != AnalysisStatus.DONE:
        raise Http404("There is no result.")
    return seen
