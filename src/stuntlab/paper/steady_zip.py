"""DOCX and XLSX are ZIP files of XML: the same content, the same bytes, whenever they are written."""

from __future__ import annotations

import io
import re
import zipfile

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can say."""

_WRITTEN_AT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_NO_DAY = b"1980-01-01T00:00:00Z"


def steady(content: bytes) -> bytes:
    """The same file with no word of when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            part = given.read(name)
            if name == "docProps/core.xml":
                part = _WRITTEN_AT.sub(rb"\g<1>" + _NO_DAY + rb"\g<3>", part)
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, part)
    return out.getvalue()
