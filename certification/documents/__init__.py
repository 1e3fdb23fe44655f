"""The certificate as a signed file."""

from certification.documents.certificate import render_certificate
from certification.documents.signing import SigningKeyError, is_signed_by_us

__all__ = ["SigningKeyError", "is_signed_by_us", "render_certificate"]
