"""What of certification a person may see, fetched in one place."""

from certification.selectors.handed_in import (
    HandedIn,
    ended_attempts_of,
    handed_in,
    submitted_attempts,
)
from certification.selectors.practical import (
    assessment_for_case,
    attempt_of,
    attempts_of,
    current_grade,
    open_assessments,
    open_attempt,
    passed_practical,
    passing_grade,
    readable_attempt,
    visible_assessment,
)
from certification.selectors.readiness import (
    PracticalRow,
    Readiness,
    practical_rows,
    readiness,
    readiness_of,
)
from certification.selectors.results import result_page
from certification.selectors.schemes import (
    active_scheme,
    active_schemes,
    offers_of,
    scheme_rows,
    scheme_versions,
)
from certification.selectors.way import ways_to_certificate

__all__ = [
    "HandedIn",
    "PracticalRow",
    "Readiness",
    "active_scheme",
    "active_schemes",
    "assessment_for_case",
    "attempt_of",
    "attempts_of",
    "current_grade",
    "ended_attempts_of",
    "handed_in",
    "offers_of",
    "open_assessments",
    "open_attempt",
    "passed_practical",
    "passing_grade",
    "practical_rows",
    "readable_attempt",
    "readiness",
    "readiness_of",
    "result_page",
    "scheme_rows",
    "scheme_versions",
    "submitted_attempts",
    "visible_assessment",
    "ways_to_certificate",
]
