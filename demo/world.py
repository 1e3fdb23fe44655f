"""The demo world: made by the product's own services and its own worker, step by step.

Each step looks first whether it was done, so that a start that was cut short goes on.
"""

import time
from dataclasses import dataclass

from django.urls import reverse

from courses.services import build_course, ensure_site
from demo.clips import CASE_CLIP, REAR_CLIP, SOFT_CLIP, DemoClip
from demo.people import ensure_people
from demo.story import Story
from gait_lab.enums import AnalysisStatus, Ground, Purpose, Subject
from gait_lab.selectors.analyses import analyses_of, progress_of
from gait_lab.services import AnalysisSettings, Declaration, start_analysis, store_clip

WAIT_LIMIT_S = 15 * 60
POLL_S = 0.5
FINISHED = {AnalysisStatus.DONE, AnalysisStatus.FAILED, AnalysisStatus.CANCELLED}


class DemoWorldError(Exception):
    """The demo world could not be made; says why."""


@dataclass(frozen=True)
class Filmed:
    clip: DemoClip
    owner: str
    purpose: Purpose = Purpose.PRACTICE


FILMED = (
    Filmed(CASE_CLIP, "instructor", Purpose.CASE),
    Filmed(SOFT_CLIP, "learner"),
    Filmed(REAR_CLIP, "therapist"),
)


def load_world(*, say, progress) -> list[tuple[str, str]]:
    """Make what is missing, with words on the way; (words, path) of what there is to see."""
    people = ensure_people()
    ensure_site()
    course = build_course()
    # The worker analyses one clip while the next is being made.
    started = [_start(filmed, people, say=say, progress=progress) for filmed in FILMED]
    case, soft, rear = [_finish(analysis, say=say, progress=progress) for analysis in started]
    story = Story(people=people, course=course, truth=CASE_CLIP.truth)
    return [
        ("The course", course.get_url()),
        ("A result, from the side (learner)", reverse("gait_lab:analysis", args=[soft.pk])),
        ("A result, from behind (therapist)", reverse("gait_lab:analysis", args=[rear.pk])),
        *story.tell(case, say=say),
    ]


def _start(filmed: Filmed, people, *, say, progress):
    """The clip's newest analysis; filmed, stored and queued if there is none."""
    owner, clip = people[filmed.owner], filmed.clip
    analysis = analyses_of(owner).filter(recording__title=clip.title).first()
    if analysis is None:
        say(f"{'Adding' if clip.film else 'Drawing'} “{clip.title}” ...")
        path = clip.file(progress=lambda done, total: progress(f"{done} of {total} frames"))
        recording = store_clip(
            owner=owner, path=path, declaration=_declaration(filmed), is_demo=True
        )
        analysis = start_analysis(recording=recording, settings=_settings(clip))
    return analysis


def _declaration(filmed: Filmed) -> Declaration:
    return Declaration(
        subject=Subject.DRAWN,
        ground=Ground.NO_PERSON,
        purpose=filmed.purpose,
        title=filmed.clip.title,
    )


def _settings(clip: DemoClip) -> AnalysisSettings:
    truth = clip.truth
    return AnalysisSettings(
        view=truth.view,
        near_side=truth.near_side or "",
        speed_mps=truth.speed_mps,
        height_cm=truth.height_cm,
    )


def _finish(analysis, *, say, progress):
    """Wait until the worker is done with it."""
    if analysis.status not in FINISHED:
        say(f"Analysing “{analysis.recording.title}” in the worker ...")
    deadline = time.monotonic() + WAIT_LIMIT_S
    while analysis.status not in FINISHED:
        if time.monotonic() > deadline:
            raise DemoWorldError("the worker did not finish in 15 minutes")
        now = progress_of(analysis)
        progress(f"{now.share:4.0%}  {now.stage}")
        time.sleep(POLL_S)
        analysis.refresh_from_db()
    if analysis.status != AnalysisStatus.DONE:
        raise DemoWorldError(analysis.failure_reason or "an analysis was cancelled")
    return analysis
