"""What candidates handed in, for those who mark."""

import uuid

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from certification.rules import may_see_keys
from certification.selectors import handed_in, submitted_attempts
from certification.views.doors import only
from gait_lab.selectors.cases import cases_for_experts

RESULTS_PER_PAGE = 50


@never_cache
@only(may_see_keys)
def result_list(request):
    """Everything handed in; ``?case=`` keeps to one case."""
    case = _case_asked_for(request)
    attempts = submitted_attempts(case_id=case.pk if case else None)
    page = Paginator(attempts, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [handed_in(attempt) for attempt in page], "case": case}
    return render(request, "certification/practical/results.html", context)


def _case_asked_for(request):
    try:
        case_id = uuid.UUID(request.GET.get("case", ""))
    except ValueError:
        return None
    return cases_for_experts().filter(pk=case_id).first()
