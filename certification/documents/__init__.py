"""The certificate as a signed file."""

from certification.documents.certificate import render_certificate
from certification.documents.signing import SigningKeyError, is_signed_by_us, make_signing_key

__all__ = ["SigningKeyError", "is_signed_by_us", "make_signing_key", "render_certificate"]
