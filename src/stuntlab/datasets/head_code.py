"""A short code of the end of the record, to be printed on paper and read aloud: "17-4F7K-9QXM-2HBT".

It holds the number of the last entry and 60 bits of its hash. Whoever keeps one can tell later whether the record still
holds that entry, so that a cut end shows.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are misread (https://www.crockford.com/base32.html, R-h)."""
_MISREAD = str.maketrans("OIL", "011")
_GROUPS, _LONG = 3, 4
_MOST_DIGITS = 12
_CODE = re.compile(rf"0*([0-9]{{1,{_MOST_DIGITS}}})([{_LETTERS}]{{{_GROUPS * _LONG}}})")
_HASH = re.compile(r"sha256:[0-9a-f]{64}")


def head_code(number: int, hash_: str) -> str:
    """The code of an entry. number: its place in the record; hash_: "sha256:…"."""
    return f"{number}-{hash_code(hash_)}"


def hash_code(hash_: str) -> str:
    """The code of a hash alone, such as "4F7K-9QXM-2HBT". hash_: "sha256:…"."""
    bits = int(hash_.removeprefix("sha256:")[: _GROUPS * _LONG * 5 // 4], 16)
    letters = "".join(_LETTERS[bits >> 5 * place & 31] for place in reversed(range(_GROUPS * _LONG)))
    return "-".join(letters[at : at + _LONG] for at in range(0, len(letters), _LONG))


def same_code(text: str, hash_: str) -> bool:
    """Whether a code that was read from paper, misread letters put right, is that of a hash."""
    return _letters_of(text) == hash_code(hash_).replace("-", "")


def read_code(text: str) -> tuple[int, str] | None:
    """The number that a code says, and the code as it is printed, misread letters put right; None for none.

    Dashes, blanks and quotes around and between the letters may be any.
    """
    found = _CODE.fullmatch(_letters_of(text))
    if found is None:
        return None
    groups = "-".join(found[2][at : at + _LONG] for at in range(0, len(found[2]), _LONG))
    return int(found[1]), f"{int(found[1])}-{groups}"


def may_be_head(text: str) -> bool:
    """Whether something is a code of the end of a record, or a whole hash."""
    return read_code(text) is not None or _HASH.fullmatch(text.strip()) is not None


def _letters_of(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:200]).upper()
    return "".join(letter for letter in plain if letter.isalnum()).translate(_MISREAD)
