"""What the gait lab adds to the signed-in home page."""

from django.template.loader import render_to_string
from wagtail import hooks

from gait_lab.selectors.lists import clip_rows

CLIPS_SHOWN = 3


@hooks.register("midstance_home_panel", order=30)
def latest_clips(request) -> str:
    rows = clip_rows(request.user)[:CLIPS_SHOWN]
    return render_to_string("gait_lab/_home_panel.html", {"rows": rows}, request=request)
