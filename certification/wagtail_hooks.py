"""What certification adds to the signed-in home page."""

from django.template.loader import render_to_string
from wagtail import hooks

from certification.selectors import open_assessments, open_attempt, readiness


@hooks.register("midstance_home_panel", order=20)
def practicals_to_do(request) -> str:
    """The practicals of one's courses that can be started or gone on with; else nothing."""
    learner = request.user
    rows = [
        {
            "assessment": assessment,
            "ready": readiness(assessment=assessment, learner=learner),
            "open": open_attempt(assessment=assessment, learner=learner),
        }
        for assessment in open_assessments()
    ]
    rows = [row for row in rows if row["open"] or row["ready"].may_start]
    if not rows:
        return ""
    return render_to_string("certification/_home_panel.html", {"rows": rows}, request=request)
