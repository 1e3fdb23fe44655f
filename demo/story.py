"""One certificate from end to end: case, reference, lessons, practical, decision."""

import uuid
from dataclasses import dataclass

from django.urls import reverse

from certification.selectors import active_scheme, attempts_of, current_grade, open_assessments
from certification.selectors.certificates import certificates_of
from certification.services import (
    create_scheme,
    offer_practical,
    save_work,
    start_attempt,
    submit_work,
)
from certification.services.certificates import award_certificate
from courses.services import link_practical
from demo.hands import Hand
from demo.learning import study
from gait_lab.selectors.cases import cases_for_experts, frozen_reference
from gait_lab.services.cases import create_case
from gait_lab.services.measurements import save_measurements
from gait_lab.services.references import freeze_reference, open_draft
from gait_lab.simulation.truth import ClipTruth

SCHEME_SLUG = "running-specialist"
CASE_TITLE = "Recreational runner, 10 km a week"
CASE_STORY = (
    "An invented runner, 34, runs twice a week on a treadmill and wants to build up to a half "
    "marathon. A colleague asks for your reading of the side view before the first visit. "
    "Nothing hurts today."
)
TRAINEE_ERROR_PX = 4.5
TRAINEE_FRAME_SLIPS = (0, 1, 2, -2)
TRAINEE_SEED = 7


@dataclass(frozen=True)
class Story:
    people: dict
    course: object
    truth: ClipTruth

    def tell(self, case_analysis, *, say) -> list[tuple[str, str]]:
        case = self._case(case_analysis, say=say)
        self._reference(case, say=say)
        assessment = self._practical(case)
        study(course=self.course, learner=self.people["learner"])
        attempt = self._attempt(assessment, say=say)
        certificate = self._certificate(attempt, say=say)
        return [
            ("The case (examiner)", reverse("gait_lab:case", args=[case.pk])),
            ("The practical (newcomer)", reverse("certification:practical", args=[assessment.pk])),
            ("A graded attempt (learner)", reverse("certification:attempt", args=[attempt.pk])),
            (
                "The certificate (learner)",
                reverse("certification:certificate_pdf", args=[certificate.code]),
            ),
            ("Verify it (anyone)", reverse("certification:verify_code", args=[certificate.code])),
        ]

    def _case(self, analysis, *, say):
        case = cases_for_experts().filter(analysis=analysis).first()
        if case is None:
            say("Preparing the case ...")
            case = create_case(
                author=self.people["instructor"],
                analysis=analysis,
                title=CASE_TITLE,
                story=CASE_STORY,
                is_demo=True,
            )
        return case

    def _reference(self, case, *, say):
        if frozen_reference(case) is not None:
            return
        say("The examiner corrects the machine and freezes the reference ...")
        examiner = self.people["examiner"]
        draft = open_draft(case=case, author=examiner)
        version = save_measurements(
            measurements_id=draft.measurements_id,
            version=draft.measurements.version,
            content=self._hand(case, error_px=0.0).content(
                findings=draft.values["findings"]["machine_value"]
            ),
        )
        freeze_reference(reference=draft, person=examiner, version=version)

    def _hand(self, case, *, error_px: float) -> Hand:
        window = range(case.window_start_frame, case.window_end_frame)
        return Hand(self.truth, frames=window, error_px=error_px, seed=TRAINEE_SEED)

    def _practical(self, case):
        scheme = active_scheme(SCHEME_SLUG) or create_scheme(
            name="Running-specialist physical therapist",
            slug=SCHEME_SLUG,
            course=self.course,
            is_demo=True,
        )
        link_practical(course=self.course, case_id=case.pk)
        offered = open_assessments().filter(scheme=scheme, case=case).first()
        return offered or offer_practical(scheme=scheme, case=case)

    def _attempt(self, assessment, *, say):
        learner = self.people["learner"]
        done = attempts_of(learner=learner, assessment=assessment).filter(submission__isnull=False)
        if done.exists():
            return done.first()
        say("The learner measures the case and hands in ...")
        attempt = start_attempt(
            assessment=assessment, candidate=learner, acknowledged=True, is_demo=True
        )
        hand = self._hand(assessment.case, error_px=TRAINEE_ERROR_PX)
        findings = frozen_reference(assessment.case).measurements.answers["findings"]
        version = save_work(
            attempt=attempt,
            version=attempt.measurements.version,
            content=hand.content(findings=findings, frame_slips=TRAINEE_FRAME_SLIPS),
        )
        submit_work(attempt=attempt, token=uuid.uuid4(), version=version)
        return attempt

    def _certificate(self, attempt, *, say):
        learner = self.people["learner"]
        held = certificates_of(learner).first()
        if held is not None:
            return held
        grade = current_grade(attempt)
        say(f"Graded: {grade.score_pct:.0f} %. The director decides; the certificate is issued ...")
        return award_certificate(
            grade=grade,
            decided_by=self.people["director"],
            reason="Lessons complete, practical above the cut score, work read.",
        )
