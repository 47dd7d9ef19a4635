"""A seal on a PDF: a P-256 signature of the production. It shows that the file is as it left the tool, and no more.

P-256 and not the Ed25519 of the record, because common viewers call files that are sealed with that broken.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from stuntlab.errors import SigningError
from stuntlab.paper.missing import import_part
from stuntlab.plan.names import name_key
from stuntlab.record.keys import lock_secret, open_secret

SHOWS = "this file is as it left the tool; it is no one's consent"
FIELD = "Seal"

_NEEDS = "a seal needs pyhanko"
_FROM, _TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)
"""The certificate of a seal has no day of its own: the record says since when its key counts."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """An unlocked key of a production. private: of the library; public: the compressed point, hex."""

    production: str
    private: Any
    public: str


def seal_file(folder: Path, production: str) -> Path:
    """Where the key of a production is kept, or goes; beside the keys of people and never among them."""
    plain = re.sub(r"[^\w]+", "-", name_key(production)).strip("-") or "production"
    return folder / f"{plain[:60]}-{sha256(name_key(production).encode()).hexdigest()[:8]}.seal"


def seal_key(folder: Path, production: str, passphrase: str) -> SealKey:
    """The key of a production, made where there is none yet.

    Raises: SigningError as for the keys of people; MissingPart.
    """
    ec = import_part("cryptography.hazmat.primitives.asymmetric.ec", _NEEDS)
    path = seal_file(folder, production)
    if not path.exists():
        made = ec.generate_private_key(ec.SECP256R1())
        number = made.private_numbers().private_value.to_bytes(32, "big")
        lock_secret(path, production, _public(made), number, passphrase)
    fields, private = open_secret(path, passphrase)
    try:
        key = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
    except ValueError:
        raise SigningError(f"{path} holds no key of a seal: restore it from a copy") from None
    if _public(key) != fields.get("public"):
        raise SigningError(f"{path}: its public and private keys do not belong together; restore it from a copy")
    return SealKey(production, key, _public(key))


def _public(key: Any) -> str:
    return point_of(key.public_key())


def point_of(public: Any) -> str:
    """A public key as its compressed point, hex."""
    forms = import_part("cryptography.hazmat.primitives.serialization", _NEEDS)
    raw: bytes = public.public_bytes(forms.Encoding.X962, forms.PublicFormat.CompressedPoint)
    return raw.hex()


def sealed(content: bytes, key: SealKey) -> bytes:
    """The same PDF with a seal added at its end; nothing before it changes."""
    signers = import_part("pyhanko.sign.signers", _NEEDS)
    writers = import_part("pyhanko.pdf_utils.incremental_writer", _NEEDS)
    registry = import_part("pyhanko_certvalidator.registry", _NEEDS)
    certificate, private = _for_pyhanko(key)
    signer = signers.SimpleSigner(
        signing_cert=certificate, signing_key=private, cert_registry=registry.SimpleCertificateStore()
    )
    said = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", reason=SHOWS, name=f"stuntlab, {key.production}"[:120]
    )
    out = io.BytesIO()
    signers.sign_pdf(writers.IncrementalPdfFileWriter(io.BytesIO(content)), said, signer=signer, output=out)
    return out.getvalue()


def _for_pyhanko(key: SealKey) -> tuple[Any, Any]:
    """Certificate and key as pyHanko takes them. The certificate signs itself: nobody else vouches for it."""
    x509 = import_part("cryptography.x509", _NEEDS)
    hashes = import_part("cryptography.hazmat.primitives.hashes", _NEEDS)
    forms = import_part("cryptography.hazmat.primitives.serialization", _NEEDS)
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, f"stuntlab seal of {key.production}"[:64])])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.private.public_key())
        .serial_number(int(key.public[2:34], 16))
        .not_valid_before(_FROM)
        .not_valid_after(_TO)
        .add_extension(usage, critical=True)
        .sign(key.private, hashes.SHA256())
    )
    private = key.private.private_bytes(forms.Encoding.DER, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    certificates, keys = (import_part(f"asn1crypto.{name}", _NEEDS) for name in ("x509", "keys"))
    der = built.public_bytes(forms.Encoding.DER)
    return certificates.Certificate.load(der), keys.PrivateKeyInfo.load(private)
