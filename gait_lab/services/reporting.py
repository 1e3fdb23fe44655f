"""The PDF report: made when first asked for, kept with the analysis."""

from django.core.files.base import ContentFile

from gait_lab.models import Analysis
from gait_lab.reports import report_pdf, sheet_of
from gait_lab.services import storage
from gait_lab.services.analyses import folder_of


def make_report(*, analysis: Analysis) -> str:
    """Name of the stored report of a finished analysis."""
    if analysis.report_pdf:
        return analysis.report_pdf.name
    paper = report_pdf(sheet_of(analysis))
    folder = folder_of(analysis.pk, analysis.run_token)
    name = storage.private().save(f"{folder}/report.pdf", ContentFile(paper))
    kept = Analysis.objects.filter(pk=analysis.pk, report_pdf="").update(report_pdf=name)
    if not kept:
        storage.delete_files([name])
        analysis.refresh_from_db(fields=["report_pdf"])
        return analysis.report_pdf.name
    return name
