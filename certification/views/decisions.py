"""Where a programme director decides, and withdraws."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from certification.documents import SigningKeyError
from certification.enums import DecisionOutcome
from certification.forms import DecisionForm, WithdrawForm
from certification.models import Certificate
from certification.rules import may_decide
from certification.selectors.certificates import (
    lessons_are_complete,
    recent_decisions,
    standing_of,
    undecided_grades,
)
from certification.services.certificates import (
    award_certificate,
    decline_certificate,
    withdraw_certificate,
)
from certification.views.doors import only


@only(may_decide)
def decision_list(request):
    return render(
        request,
        "certification/certificates/decisions.html",
        {"grades": undecided_grades(), "decisions": recent_decisions()},
    )


@only(may_decide)
def decide(request, grade_id):
    grade = get_object_or_404(undecided_grades(), pk=grade_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(grade, request.user, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except SigningKeyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Your decision is recorded.")
            return redirect("certification:decision_list")
    context = {"grade": grade, "form": form, "lessons_complete": lessons_are_complete(grade=grade)}
    return render(request, "certification/certificates/decide.html", context)


def _carry_out(grade, director, answer) -> None:
    act = award_certificate if answer["outcome"] == DecisionOutcome.AWARD else decline_certificate
    act(grade=grade, decided_by=director, reason=answer["reason"])


@only(may_decide)
def certificate_record(request, code):
    certificate = get_object_or_404(
        Certificate.objects.select_related("decision__decided_by", "scheme"), code=code
    )
    context = {
        "certificate": certificate,
        "standing": standing_of(certificate),
        "events": certificate.events.select_related("decided_by"),
        "form": WithdrawForm(),
    }
    return render(request, "certification/certificates/record.html", context)


@require_POST
@only(may_decide)
def withdraw(request, code):
    certificate = get_object_or_404(Certificate, code=code)
    form = WithdrawForm(request.POST)
    try:
        withdraw_certificate(
            certificate=certificate,
            decided_by=request.user,
            public_reason=form.data.get("public_reason", ""),
        )
        messages.success(request, "The certificate is withdrawn. The verify page says so now.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("certification:certificate_record", code=code)
