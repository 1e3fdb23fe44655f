"""What of certification a person may see, fetched in one place."""

from certification.selectors.practical import (
    Readiness,
    assessment_for_case,
    attempt_of,
    attempts_of,
    current_grade,
    graded_attempts,
    open_assessments,
    open_attempt,
    passed_practical,
    passing_grade,
    readable_attempt,
    readiness,
    visible_assessment,
)
from certification.selectors.results import result_page
from certification.selectors.schemes import active_scheme, active_schemes

__all__ = [
    "Readiness",
    "active_scheme",
    "active_schemes",
    "assessment_for_case",
    "attempt_of",
    "attempts_of",
    "current_grade",
    "graded_attempts",
    "open_assessments",
    "open_attempt",
    "passed_practical",
    "passing_grade",
    "readable_attempt",
    "readiness",
    "result_page",
    "visible_assessment",
]
