"""Our signature on a PDF: certifies the file and forbids every later change (DocMDP)."""

import contextlib
import datetime
import io
import os
import tempfile
from pathlib import Path

from django.conf import settings

FIELD_NAME = "Midstance"
DEV_KEY_DAYS = 3650


class SigningKeyError(Exception):
    """There is no key to sign with; says what to do."""


def sign_pdf(pdf: bytes) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD_NAME,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
        reason="Issued by Midstance",
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return signers.sign_pdf(writer, metadata, signer=_signer()).getvalue()


def is_signed_by_us(pdf: bytes) -> bool:
    """Whether the file carries our signature and not a byte was changed since."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if len(signatures) != 1:
            return False
        trust = ValidationContext(trust_roots=[_signer().signing_cert])
        return validate_pdf_signature(signatures[0], trust).bottom_line
    except (PdfError, SignatureValidationError, SigningKeyError, ValueError, KeyError):
        return False


def _signer():
    from pyhanko.sign import signers

    path = Path(settings.CERTIFICATE_SIGNING_KEY_FILE)
    if not path.exists():
        if not settings.DEMO_WORLD_ALLOWED:
            raise SigningKeyError(
                "No signing key: put a PKCS#12 file where MIDSTANCE_SIGNING_KEY_FILE says, or "
                "make one with `manage.py make_signing_key`."
            )
        make_signing_key(path, name="Midstance specimen key", days=DEV_KEY_DAYS)
    signer = signers.SimpleSigner.load_pkcs12(str(path))
    if signer is None:
        raise SigningKeyError("The signing key cannot be read: it must be PKCS#12, no passphrase.")
    return signer


def make_signing_key(path: Path, *, name: str, days: int) -> None:
    """A self-signed key in ``path``; a key that is there already stays."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(issuer, issuer, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(_signing_usage(), critical=True)
        .sign(key, hashes.SHA256())
    )
    _keep_first(
        path,
        pkcs12.serialize_key_and_certificates(
            name.encode(), key, certificate, None, NoEncryption()
        ),
    )


def _keep_first(path: Path, content: bytes) -> None:
    """Write a file whole, for its owner alone, unless somebody was first: theirs then stays.

    Two workers that sign their first paper at once must end up with one key and never read half.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)


def _signing_usage():
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
