"""What certification does, one verb each."""

from certification.services.attempts import (
    AttemptClosedError,
    AttemptRefusedError,
    check_open,
    expire_attempts,
    save_work,
    start_attempt,
    submit_work,
)
from certification.services.grading import grade_submission, regrade
from certification.services.schemes import (
    SchemeError,
    close_practical,
    create_scheme,
    new_scheme_version,
    offer_practical,
)

__all__ = [
    "AttemptClosedError",
    "AttemptRefusedError",
    "SchemeError",
    "check_open",
    "close_practical",
    "create_scheme",
    "expire_attempts",
    "grade_submission",
    "new_scheme_version",
    "offer_practical",
    "regrade",
    "save_work",
    "start_attempt",
    "submit_work",
]
