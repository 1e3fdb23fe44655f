from certification.models.certificates import (
    Certificate,
    CertificateEvent,
    CurrentCertificate,
    Decision,
)
from certification.models.practical import Attempt, Grade, Submission
from certification.models.schemes import Assessment, Scheme
from certification.models.write_once import WriteOnce, WriteOnceError, WriteOnceQuerySet

__all__ = [
    "Assessment",
    "Attempt",
    "Certificate",
    "CertificateEvent",
    "CurrentCertificate",
    "Decision",
    "Grade",
    "Scheme",
    "Submission",
    "WriteOnce",
    "WriteOnceError",
    "WriteOnceQuerySet",
]
