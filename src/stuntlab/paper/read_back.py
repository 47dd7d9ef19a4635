"""Read a sheet back: its plan, what it rests on, whether its seal still fits. A file from elsewhere is bounded."""

from __future__ import annotations

import io
import json
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stuntlab.errors import UserError
from stuntlab.files import read_bounded
from stuntlab.paper.missing import import_part
from stuntlab.paper.seal import point_of
from stuntlab.paper.write import MANIFEST, MANIFEST_FORMAT, PLAN_ATTACHED

LARGEST_PDF = 20_000_000
LARGEST_STREAMS = 80_000_000
MOST_ATTACHED = 64
LARGEST_ATTACHED = 4_000_000
"""Bytes of a file, of all that it unpacks to, how many files in it, bytes of one of them (J)."""

_NEEDS = "reading a sheet needs pyhanko"
_STREAM = re.compile(rb"stream\r?\n")
_TEXTS = ("sheet", "plan_file", "plan_hash", "verdict", "physics", "limits", "program", "record")


@dataclass(frozen=True, slots=True)
class SealRead:
    """intact: whether the bytes are those that were sealed, and nothing came after. public: the key, hex."""

    intact: bool
    public: str
    why: str


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a sheet holds. manifest: as `manifest_of` writes it. seal: None where the file has none."""

    plan_text: str
    manifest: dict[str, Any]
    seal: SealRead | None


def read_sheet(path: Path) -> SheetRead:
    """Read a sheet that somebody hands over.

    Raises: UserError for what is no sheet of this program, cannot be read, or is larger than any is.
    """
    content = _bounded(path)
    try:
        logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
        reader = import_part("pyhanko.pdf_utils.reader", _NEEDS).PdfFileReader(io.BytesIO(content), strict=False)
        attached = dict(_attached(reader))
        seal = _seal(reader)
    except (UserError, RecursionError) as problem:
        raise UserError(str(problem) or f"{path}: this PDF cannot be read") from None
    except Exception as problem:  # a broken PDF breaks pyHanko in many ways
        raise UserError(f"{path}: this PDF cannot be read ({type(problem).__name__})") from None
    missing = [name for name in (PLAN_ATTACHED, MANIFEST) if name not in attached]
    if missing:
        raise UserError(f"{path}: this is no sheet of stuntlab, it has no {' and no '.join(missing)} in it")
    return SheetRead(attached[PLAN_ATTACHED], _manifest(path, attached[MANIFEST]), seal)


def _bounded(path: Path) -> bytes:
    try:
        content = read_bounded(path, LARGEST_PDF)
    except OSError as problem:
        raise UserError(f"{path}: it cannot be read ({problem.strerror})") from None
    if not content.startswith(b"%PDF-"):
        raise UserError(f"{path}: this is no PDF")
    if len(content) > LARGEST_PDF:
        raise UserError(f"{path}: it is larger than {LARGEST_PDF // 1_000_000} MB, and no sheet is")
    if b"/Encrypt" in content:
        raise UserError(f"{path}: it is encrypted, and no sheet is")
    left = LARGEST_STREAMS
    for begin in _STREAM.finditer(content):
        left -= _unpacked(content, begin.end(), left)
        if left < 0:
            raise UserError(f"{path}: it unpacks to more than {LARGEST_STREAMS // 1_000_000} MB, and no sheet does")
    return content


def _unpacked(content: bytes, start: int, most: int) -> int:
    """How many bytes a packed stream comes to; one more than the most where it is larger."""
    end = content.find(b"endstream", start)
    packed = content[start : end if end >= 0 else len(content)]
    size = 0
    for _ in range(4):  # packed again and again
        opened = zlib.decompressobj()
        try:
            packed = opened.decompress(packed, most + 1)
        except zlib.error:
            return size
        size = max(size, len(packed))
        if opened.unconsumed_tail:
            return most + 1
    return most + 1


def _attached(reader: Any) -> Iterator[tuple[str, str]]:
    names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    if len(names) > 2 * MOST_ATTACHED:
        raise UserError("it has more files in it than a sheet has")
    for place in range(1, len(names), 2):
        spec = names[place]
        name = str(spec["/UF"] if "/UF" in spec else spec["/F"])
        data = spec["/EF"]["/F"].data
        if len(data) > LARGEST_ATTACHED:
            raise UserError(f"{name} in it is larger than {LARGEST_ATTACHED // 1_000_000} MB")
        yield name, bytes(data).decode("utf-8")


def _manifest(path: Path, text: str) -> dict[str, Any]:
    try:
        manifest = json.loads(text)
        numbers = all(type(manifest[name]) is int for name in ("format", "seed", "takes"))
        if not numbers or not all(isinstance(manifest[name], str) for name in _TEXTS):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UserError(f"{path}: what it says of its grounds ({MANIFEST}) cannot be read") from None
    if manifest["format"] > MANIFEST_FORMAT:
        raise UserError(f"{path}: a newer stuntlab wrote it ({manifest['program']}); verify it with that")
    return dict(manifest)


def _seal(reader: Any) -> SealRead | None:
    signatures = reader.embedded_signatures
    if not signatures:
        return None
    validation = import_part("pyhanko.sign.validation", _NEEDS)
    contexts = import_part("pyhanko_certvalidator", _NEEDS)
    last = signatures[-1]
    certificate = last.signer_cert
    context = contexts.ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validation.validate_pdf_signature(last, signer_validation_context=context)
    whole = status.coverage == validation.SignatureCoverageLevel.ENTIRE_FILE
    fits = bool(status.intact and status.valid)
    why = "" if fits and whole else "something was added after it was sealed" if fits else "a byte was changed"
    loader = import_part("cryptography.x509", _NEEDS)
    public = point_of(loader.load_der_x509_certificate(certificate.dump()).public_key())
    return SealRead(fits and whole, public, why)
