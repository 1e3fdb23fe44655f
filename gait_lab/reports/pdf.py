"""The sheet on paper: two pages for the runner, an appendix for the clinician.

Reads nothing from the network: only the site's own style sheet and fonts, and the stills.
"""

from datetime import timedelta

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone

from gait_lab.analysis.evidence import SOURCES
from gait_lab.reports.sheet import Sheet

TEMPLATE = "gait_lab/report.html"
STYLESHEET = "gait_lab/report.css"
STILL_SCHEME = "still:"
RETEST_AFTER = timedelta(weeks=4)


def report_pdf(sheet: Sheet) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fetch = _own_files_only(sheet)
    fonts = FontConfiguration()
    css = CSS(filename=finders.find(STYLESHEET), url_fetcher=fetch, font_config=fonts)
    document = HTML(string=report_html(sheet), base_url="static:", url_fetcher=fetch)
    return document.write_pdf(stylesheets=[css], font_config=fonts)


def report_html(sheet: Sheet) -> str:
    filmed = sheet.analysis.recording.created_at
    return render_to_string(
        TEMPLATE,
        {
            "sheet": sheet,
            "analysis": sheet.analysis,
            "work": work_on(sheet),
            "retest_on": filmed + RETEST_AFTER,
            "retest_rows": _rows_to_compare(sheet),
            "sources": _sources(sheet),
            "printed_at": timezone.now(),
            "still_scheme": STILL_SCHEME,
        },
    )


def work_on(sheet: Sheet):
    """The strongest finding that comes with something to try, if any stands out."""
    return next((said for said in sheet.first_findings if said.has_drill), None)


def _rows_to_compare(sheet: Sheet):
    """What to look at next time, with the change that would be real."""
    named = [said.row for said in sheet.first_findings if said.row and said.row.change]
    usual = [row for row in sheet.rows if row.change and row not in named]
    return [*named, *usual][:6]


def _sources(sheet: Sheet):
    keys = {row.reference.source for row in sheet.rows if row.reference}
    told = " ".join(said.source or "" for said in sheet.findings)
    return [
        source for key, source in sorted(SOURCES.items()) if key in keys or (source.short in told)
    ]


def _own_files_only(sheet: Sheet):
    """A fetcher for static files and this analysis' stills, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    stills = {still.moment: still.key_frame for still in sheet.stills}

    class OwnFiles(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith(STILL_SCHEME):
                with stills[url.removeprefix(STILL_SCHEME)].image.open("rb") as file:
                    return URLFetcherResponse(url, file.read())
            path = finders.find(url.rpartition("/static/")[2]) if "/static/" in url else None
            if path is None:
                raise ValueError("only the site's own files may be used in a report")
            with open(path, "rb") as file:
                return URLFetcherResponse(url, file.read())

    return OwnFiles(fail_on_errors=True)
