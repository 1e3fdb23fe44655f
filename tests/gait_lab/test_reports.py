"""What a reader is told: grouped, with its error, with reasons; and the paper it is printed on."""

import csv
import io

import pytest
from pypdf import PdfReader

from gait_lab.analysis.metrics.catalogue import QUESTIONS
from gait_lab.reports import metric_table, report_pdf, sheet_of
from gait_lab.reports.pdf import report_html, work_on
from gait_lab.services.reporting import make_report
from tests.factories.gait_results import REFUSED, make_finished, refuse_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def side_sheet(learner, private_folder):
    return sheet_of(make_finished(learner))


@pytest.fixture
def rear_sheet(learner, private_folder):
    return sheet_of(make_finished(learner, view="rear"))


def row_of(sheet, name, side=None):
    return next(row for row in sheet.rows if (row.spec.name, row.side) == (name, side))


class TestSheet:
    def test_every_metric_is_either_shown_or_explained(self, side_sheet):
        shown = len(side_sheet.rows)
        missing = sum(m["value"] is None for m in side_sheet.result["metrics"])
        assert shown + missing == len(side_sheet.result["metrics"])
        assert sum(len(group.rows) for group in side_sheet.groups) == shown

    def test_groups_are_questions_in_their_order_and_none_is_empty(self, side_sheet):
        questions = [group.question for group in side_sheet.groups]
        assert questions == [question for question in QUESTIONS if question in questions]
        assert all(group.rows for group in side_sheet.groups)

    def test_reason_is_said_once_with_all_it_concerns(self, side_sheet):
        by_reason = {missing.reason: missing.labels for missing in side_sheet.not_measured}
        assert by_reason[REFUSED["heel_off_pct_stance"]] == ["Heel-off, left"]

    def test_metrics_of_one_name_are_told_apart_by_their_unit(self, learner, private_folder):
        analysis = make_finished(learner)
        for metric in analysis.result["metrics"]:
            if metric["name"].startswith("overstride"):
                metric.update(value=None, reason="Not seen.")
        (missing,) = [m for m in sheet_of(analysis).not_measured if m.reason == "Not seen."]
        assert missing.labels == ["Overstride (% leg), left", "Overstride (cm), left"]

    def test_known_cadence_is_written_with_its_error(self, side_sheet):
        row = row_of(side_sheet, "cadence_spm")
        assert float(row.value) == pytest.approx(120 / 0.72, abs=0.6)
        assert row.spoken == f"{row.value} ± {row.error} spm"
        assert "From 7 strides" in row.sureness[0]

    def test_range_is_said_with_whom_it_was_measured_on(self, side_sheet):
        row = row_of(side_sheet, "cadence_spm")
        assert "runners at 3.0 m/s" in row.reference_words
        assert row.reference_source.short.startswith("Fukuchi")
        assert row.spec.label in row.bar

    def test_without_a_range_there_is_no_bar(self, side_sheet):
        row = row_of(side_sheet, "step_length_m")
        assert row.reference is None
        assert row.bar == ""

    def test_rear_view_shows_both_legs(self, rear_sheet):
        sides = {row.side for row in rear_sheet.rows if row.spec.sided == "leg"}
        assert sides == {"left", "right"}
        (chart,) = [f for f in rear_sheet.cycle_figures if f.label == "Pelvic drop"]
        assert "is-left" in chart.svg
        assert "is-right" in chart.svg

    def test_first_findings_are_few_and_all_stand_out(self, side_sheet):
        assert len(side_sheet.first_findings) <= 3
        assert len(side_sheet.first_findings) + len(side_sheet.other_findings) == len(
            side_sheet.findings
        )
        for said in side_sheet.first_findings:
            assert said.finding["status"] not in ("typical", "unsure")

    def test_main_numbers_fill_the_page_only_where_findings_leave_room(
        self, side_sheet, learner, private_folder
    ):
        assert len(side_sheet.first_findings) == 3
        assert side_sheet.main_rows == []
        analysis = make_finished(learner)
        analysis.result["findings"] = []
        rows = sheet_of(analysis).main_rows
        assert [row.spec.name for row in rows][:2] == ["cadence_spm", "ground_contact_time_ms"]
        assert all(row.bar for row in rows)

    def test_curve_of_which_every_number_was_refused_is_not_drawn(self, learner, private_folder):
        analysis = make_finished(learner)
        refuse_all(analysis, names={"peak_ankle_dorsiflexion_deg"})
        sheet = sheet_of(analysis)
        labels = [figure.label for figure in sheet.cycle_figures]
        assert labels == [curve["label"] for curve in sheet.curves]
        assert labels == ["Knee flexion", "Thigh from vertical", "Trunk lean"]

    def test_repaired_spans_are_told_in_time_order(self, side_sheet):
        assert [span.start_s for span in side_sheet.spans] == pytest.approx([0.5, 1.5])
        assert "exchanged" in side_sheet.spans[0].words

    def test_repaired_spans_are_told_with_how_sure_they_are(self, side_sheet):
        assert [span.sureness for span in side_sheet.spans] == ["Sure.", "Fairly sure."]

    def test_results_that_do_not_say_how_sure_have_no_word_for_it(self, learner, private_folder):
        analysis = make_finished(learner)
        for kind in ("swapped", "collapsed"):
            del analysis.result["pose"][f"{kind}_confidences"]
        assert [span.sureness for span in sheet_of(analysis).spans] == ["", ""]

    @pytest.mark.parametrize(
        ("confidence", "word"),
        [(1.0, "Sure."), (0.25, "Sure."), (0.24, "Fairly sure."), (0.09, "Unsure.")],
    )
    def test_a_doubtful_repair_is_called_so(self, confidence, word, learner, private_folder):
        analysis = make_finished(learner)
        analysis.result["pose"]["swapped_confidences"] = [confidence]
        assert sheet_of(analysis).spans[0].sureness == word

    def test_stills_follow_the_stride(self, side_sheet):
        assert [still.moment for still in side_sheet.stills][:2] == ["contact", "loading"]
        assert len(side_sheet.runners_stills) == 3


class TestTable:
    def test_missing_value_is_an_empty_cell_never_zero(self, side_sheet):
        rows = list(csv.DictReader(io.StringIO(metric_table(side_sheet.analysis))))
        heel_off = next(row for row in rows if row["name"] == "heel_off_pct_stance")
        assert heel_off["value"] == ""
        assert heel_off["reason"] == REFUSED["heel_off_pct_stance"]
        assert len(rows) == len(side_sheet.result["metrics"])


class TestPaper:
    def test_runner_gets_two_pages_and_the_clinician_an_appendix(self, side_sheet):
        pages = [
            page.extract_text() for page in PdfReader(io.BytesIO(report_pdf(side_sheet))).pages
        ]
        assert "What the clip shows" in pages[0]
        assert "What to work on" in pages[1]
        assert "For the clinician" in pages[2]
        appendix = "".join(pages[2:])
        assert REFUSED["heel_off_pct_stance"] in " ".join(appendix.split())
        assert "Fukuchi" in appendix
        for row in side_sheet.rows:
            assert row.spec.label.split(" (")[0] in appendix

    @pytest.mark.parametrize("view", ["side", "rear"])
    def test_appendix_of_an_ordinary_clip_is_one_page_and_nothing_is_warned_of(
        self, learner, private_folder, caplog, view
    ):
        analysis = make_finished(learner, view=view)
        analysis.result["findings"] = analysis.result["findings"][:1]
        pages = PdfReader(io.BytesIO(report_pdf(sheet_of(analysis)))).pages
        assert len(pages) == 3
        assert [record.message for record in caplog.records if "weasy" in record.name] == []

    def test_paper_carries_its_own_fonts(self, side_sheet):
        page = PdfReader(io.BytesIO(report_pdf(side_sheet))).pages[0]
        fonts = {font["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
        assert any("Source-Serif" in name or "SourceSerif" in name for name in fonts)

    def test_result_without_stills_or_findings_still_prints(self, learner, private_folder):
        analysis = make_finished(learner, stills=False)
        analysis.result["findings"] = []
        words = PdfReader(io.BytesIO(report_pdf(sheet_of(analysis)))).pages[0].extract_text()
        assert "Nothing measured on this clip stands out" in " ".join(words.split())

    def test_nothing_measured_says_why_and_asks_for_no_change(self, learner, private_folder):
        analysis = make_finished(learner)
        refuse_all(analysis)
        pages = PdfReader(io.BytesIO(report_pdf(sheet_of(analysis)))).pages
        first = " ".join(pages[0].extract_text().split())
        assert "Nothing was measured" in first
        assert "Too dark. Film with more light." in first
        assert "From your therapist" in first
        assert "stands out" not in first
        assert "For the clinician" in pages[1].extract_text()
        assert "Least real change" not in "".join(page.extract_text() for page in pages)

    def test_markup_in_a_title_stays_text(self, side_sheet):
        side_sheet.analysis.recording.title = "<img src=http://example.org/x.png>"
        assert "<img src=http" not in report_html(side_sheet)
        report_pdf(side_sheet)

    def test_work_comes_only_from_a_finding_with_a_drill(self, side_sheet):
        work = work_on(side_sheet)
        assert work is None or work.has_drill

    def test_report_is_made_once(self, side_sheet, private_folder):
        analysis = side_sheet.analysis
        first = make_report(analysis=analysis)
        analysis.refresh_from_db()
        assert make_report(analysis=analysis) == first
        assert len(list(private_folder.rglob("report*.pdf"))) == 1
