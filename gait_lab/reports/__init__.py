"""A finished analysis as a reader meets it: grouped, worded, drawn. One sheet for page and PDF."""

from gait_lab.reports.pdf import report_pdf
from gait_lab.reports.sheet import Sheet, sheet_of
from gait_lab.reports.table import metric_table

__all__ = ["Sheet", "metric_table", "report_pdf", "sheet_of"]
