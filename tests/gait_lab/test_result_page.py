"""The page of a finished analysis, as its owner meets it."""

import json
import re

import pytest

from gait_lab.enums import AnalysisStatus
from gait_lab.models import Analysis
from tests.factories.gait_lab import make_analysis
from tests.factories.gait_results import make_finished, refuse_all
from tests.gait_lab.browser import address, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


class TestResult:
    def test_shows_groups_values_reasons_and_trust(self, as_learner, learner):
        page = page_of(as_learner.get(address("analysis", make_finished(learner))))
        for words in (
            "When does the foot land and leave?",
            "What could not be measured, and why",
            "The heel is hidden by the treadmill",
            "How far to trust this clip",
            "Over one stride",
            "The camera was rolled",
        ):
            assert words in page
        assert page.count('<article class="metric">') > 8
        assert page.count("<h1") == 1

    def test_says_where_the_camera_stood_as_far_as_that_is_known(self, as_learner, learner):
        analysis = make_finished(learner)
        page = page_of(as_learner.get(address("analysis", analysis)))
        assert "Tilted 1.2°, taken out; about 8° from square; about 3.1\N{NO-BREAK SPACE}m" in page
        for key in ("roll_deg", "yaw_deg", "distance_m"):
            # Results of earlier versions do not have them.
            del analysis.result["clip"][key]
        analysis.save()
        assert "<dt>Camera" not in page_of(as_learner.get(address("analysis", analysis)))

    def test_says_how_much_the_landmarks_jitter_where_that_is_known(self, as_learner, learner):
        analysis = make_finished(learner)
        page = page_of(as_learner.get(address("analysis", analysis)))
        assert "<dt>Landmarks</dt><dd>jitter 0.4 % of the leg</dd>" in page
        # Results of earlier versions do not have it.
        del analysis.result["pose"]["jitter_pct_leg"]
        analysis.save()
        assert "<dt>Landmarks" not in page_of(as_learner.get(address("analysis", analysis)))

    def test_says_beside_each_repair_how_sure_it_is(self, as_learner, learner):
        page = page_of(as_learner.get(address("analysis", make_finished(learner))))
        assert "Left and right were exchanged; put right. Sure." in page
        assert "the hidden leg was rebuilt. Fairly sure." in page

    def test_nothing_measured_is_said_with_its_reasons_and_never_as_normal(
        self, as_learner, learner
    ):
        analysis = make_finished(learner)
        refuse_all(analysis)
        page = page_of(as_learner.get(address("analysis", analysis)))
        assert "Nothing was measured" in page
        assert "Film with more light." in page
        assert "stands out" not in page
        assert "everything the measures need" not in page
        assert "Over one stride" not in page
        assert "For looking only" in page

    def test_slow_motion_is_stated_in_one_step_with_all_else_kept(self, as_learner, learner):
        analysis = make_finished(learner, height_cm=171.5)
        refuse_all(analysis, code="likely_slow_motion")
        page = page_of(as_learner.get(address("analysis", analysis)))
        (form,) = re.findall(r'<form class="note.*?</form>', page, re.S)
        kept = dict(re.findall(r'type="hidden" name="(\w+)" value="(.*?)"', form))
        assert 'name="capture_rate_hz"' in form
        kept.pop("csrfmiddlewaretoken", None)
        as_learner.post(address("rerun", analysis), {**kept, "capture_rate_hz": "240"})
        fresh = Analysis.objects.exclude(pk=analysis.pk).get()
        assert (fresh.capture_rate_hz, fresh.height_cm) == (240, 171.5)
        assert (fresh.view, fresh.near_side) == (analysis.view, analysis.near_side)
        assert fresh.speed_mps == pytest.approx(analysis.speed_mps, abs=1e-3)

    def test_settings_to_change_are_written_as_a_person_types_them(self, as_learner, learner):
        analysis = make_finished(learner, height_cm=178.0, capture_rate_hz=120.0)
        page = page_of(as_learner.get(address("analysis", analysis)))
        typed = dict(
            re.findall(r'name="(speed_kmh|height_cm|capture_rate_hz)" value="(.*?)"', page)
        )
        assert typed == {"speed_kmh": "10.8", "height_cm": "178", "capture_rate_hz": "120"}

    def test_capture_rate_is_not_asked_of_a_clip_in_real_time(self, as_learner, learner):
        page = page_of(as_learner.get(address("analysis", make_finished(learner))))
        assert "Filmed in slow motion?" not in page

    def test_clip_opens_on_a_contact(self, as_learner, learner):
        analysis = make_finished(learner)
        page = page_of(as_learner.get(address("analysis", analysis)))
        contact = analysis.stills.get(phase="contact")
        assert f'data-start="{contact.frame}"' in page

    def test_left_and_right_are_told_by_letter_as_well_as_colour(self, as_learner, learner):
        page = page_of(as_learner.get(address("analysis", make_finished(learner, view="rear"))))
        assert 'side-mark--left" title="left">L<' in page
        assert 'side-mark--right" title="right">R<' in page

    def test_controls_have_names(self, as_learner, learner):
        page = page_of(as_learner.get(address("analysis", make_finished(learner))))
        for button in re.findall(r"<button\b.*?</button>", page, re.S):
            words = re.sub(r"<[^>]+>", "", button).strip()
            assert words or "aria-label" in button, button

    def test_pictures_have_alternatives(self, as_learner, learner):
        page = page_of(as_learner.get(address("analysis", make_finished(learner))))
        images = re.findall(r"<img\b[^>]*>", page)
        assert images
        assert all("alt=" in image for image in images)

    def test_result_without_pictures_or_curves_still_opens(self, as_learner, learner):
        bare = make_finished(learner, stills=False)
        Analysis.objects.filter(pk=bare.pk).update(curves=None, frame_times_s=[])
        answer = as_learner.get(address("analysis", bare))
        assert answer.status_code == 200
        assert "This analysis kept no video." in page_of(answer)

    def test_numbers_can_be_taken_home(self, as_learner, learner):
        analysis = make_finished(learner)
        as_json = as_learner.get(address("result_json", analysis))
        assert json.loads(as_json.content)["schema"] == "midstance.analysis/1"
        assert "attachment" in as_json["Content-Disposition"]
        as_csv = as_learner.get(address("metrics_csv", analysis))
        assert as_csv.content.startswith(b"\xef\xbb\xbfname,side,value,unit")

    def test_report_is_a_pdf(self, as_learner, learner):
        answer = as_learner.get(address("report", make_finished(learner)))
        assert answer["Content-Type"] == "application/pdf"
        assert b"".join(answer.streaming_content).startswith(b"%PDF")

    def test_rerun_with_other_settings_makes_a_new_analysis(self, as_learner, learner):
        old = make_finished(learner)
        answer = as_learner.post(
            address("rerun", old), {"view": "rear", "speed_kmh": "12", "near_side": ""}
        )
        fresh = Analysis.objects.exclude(pk=old.pk).get()
        assert answer["Location"] == address("analysis", fresh)
        assert (fresh.view, fresh.speed_mps) == ("rear", pytest.approx(3.3333, abs=1e-3))
        old.refresh_from_db()
        assert old.status == AnalysisStatus.DONE

    def test_rerun_while_one_is_open_leads_to_the_open_one(self, as_learner, learner):
        old = make_finished(learner)
        opened = make_analysis(old.recording)
        answer = as_learner.post(address("rerun", old), {"view": "side"})
        assert answer["Location"] == address("analysis", opened)

    def test_earlier_analyses_are_listed(self, as_learner, learner):
        old = make_finished(learner)
        new = make_finished(learner, recording=old.recording)
        assert address("analysis", old) in page_of(as_learner.get(address("analysis", new)))
