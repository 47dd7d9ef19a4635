"""People's names: when two of them are one, and which ones no name may be.

A person is the same person however somebody types the name: in capitals, with an accent in one piece or two, with a
blank too many. Names are compared by their key and shown as the plan writes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from stuntlab.errors import UserError
from stuntlab.units.counting import counted

LONGEST_NAME = 200
_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that Unicode itself calls ignorable (DerivedCoreProperties, Default_Ignorable_Code_Point)."""
_ALIKE = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "LISU", "CHEROKEE", "COPTIC", "DESERET")
"""Alphabets whose letters look the same: "Lead" with a Cyrillic "е" cannot be told from "Lead"."""
_SIGNS = ("Sm", "Sc", "So")
"""Signs that pass for letters: "l℮ad", "lea∂", "|ead". Marks that stand alone (Sk) do for an apostrophe."""


_LOOKS_LIKE = str.maketrans(
    "І|1ӏІIі0аАВеЕЗкКмМнНоОрРсСтТуУхХјЈѕЅԁԛԝɡαΑΒεΕΗιΙκΚΜνΝοΟρΡτΤυΥχΧΖ",
    "lllllli0aABeE3kKmMhHoOpPcCtTyYxXjJsSdqwgaABeEHiIkKMvNoOpPtTuYxXZ",
)
"""Cyrillic and Greek letters that look like Latin ones; capital i, one and a bar, which look like l."""
_LOOKS_LIKE |= str.maketrans(
    "285!@ɑɩǀһѵ0օսհոցզꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏔᏙᏚᏞᏟᏢᏦᏴ",
    "zBslaallhvoouhngqBPDTGKJCZFMNLSRVHWXYAElOUDRTAJEWMHGZWVSLCPKB",
)
"""Digits and signs, odd Latin, Armenian, Lisu and Cherokee letters that look like Latin ones."""
_LATIN = re.compile(
    r"(?:LATIN (?:CAPITAL|SMALL) LETTER|LETTER SMALL CAPITAL|INDICATOR SYMBOL LETTER)"
    r"(?: (?:REVERSED|TURNED|OPEN|INSULAR|SIDEWAYS))* ([A-Z])(?: WITH .*)?$"
)
"""The end of Unicode's name of a Latin letter in any shape: small capitals, in a square, with a stroke."""


def name_key(name: str) -> str:
    """What names are compared by: two names with one key are one name.

    Compatibility caseless matching, then blanks trimmed and each run of them one. The four letters i of Turkish count
    as one, because capitals do not tell them apart: both "Işık" and "işik" become "IŞIK" somewhere.

    Source: The Unicode Standard 3.13, definition D146 (R-h); the letters i are a judgement (J).
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", name).casefold())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", folded.casefold()).casefold())
    return " ".join(folded.replace("ı", "i").replace("i\u0307", "i").split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are one."""
    return name_key(one) == name_key(other)


def look_key(name: str) -> str:
    """What a name looks like on paper: letters of other alphabets, capitals, signs and blanks that the eye passes over.

    Two people may have names that look alike. A name that nobody has yet may not look like one that somebody has.

    Source: a part of the confusables of Unicode Technical Standard 39 (R-h): what is usual in names.
    """
    plain = "".join(map(_plain_letter, unicodedata.normalize("NFKC", name)))
    seen = plain.translate(_LOOKS_LIKE).casefold()
    bare = "".join(one for one in unicodedata.normalize("NFKD", seen) if one.isalnum() and not _is_apostrophe(one))
    return bare.translate(_LOOKS_LIKE).replace("rn", "m").replace("vv", "w")


def _is_apostrophe(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("MODIFIER LETTER")


def _plain_letter(letter: str) -> str:
    """A Latin letter of another shape as it is typed; any other letter as it is."""
    named = unicodedata.name(letter, "")
    found = None if letter.isascii() else _LATIN.search(named)
    if found is None:
        return letter
    return found[1] if "CAPITAL" in named or "SYMBOL" in named else found[1].lower()


def like_another(name: str, known: Iterable[str]) -> str | None:
    """The known name of somebody else that a name cannot be told from; None where there is none."""
    look = look_key(name)
    return next((one for one in known if look and look_key(one) == look and not same_name(one, name)), None)


def spellings(names: Iterable[str]) -> dict[str, str]:
    """The key of each name -> the name as it was written first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name_key(name), name)
    return found


def trim_name(text: str) -> str:
    """A name as it is shown: as somebody wrote it, without the blanks around it, accents in one piece (NFC)."""
    return unicodedata.normalize("NFC", text.strip())


def check_name(text: str) -> str:
    """A name trimmed, if anybody may have it.

    Raises:
        UserError: there is nothing, too much, something that nobody can see, or letters of two alphabets in a word.

    """
    name = trim_name(text)
    if len(name) > LONGEST_NAME:
        raise UserError(f"this name has {counted(len(name), 'letter')}; at most {LONGEST_NAME} are allowed")
    if not name:
        raise UserError("a name is needed here: your own, or a pseudonym")
    unseen = next((letter for letter in name if _is_unseen(letter)), None)
    if unseen is not None:
        seen = "".join(letter for letter in name if not _is_unseen(letter))
        called = unicodedata.name(unseen, "control character")
        raise UserError(
            f'the name "{seen}" holds a character that nobody can see (U+{ord(unseen):04X}, {called.lower()}): '
            "write the name again without it"
        )
    for word in name.split():
        if len(alphabets := _alphabets(word)) > 1:
            raise UserError(
                f'"{word}" mixes letters of {" and ".join(alphabets)}, which look alike: write the word in one alphabet'
            )
    return name


def may_be_name(text: str) -> bool:
    """Whether anybody may have a name."""
    try:
        return bool(check_name(text))
    except UserError:
        return False


def _is_unseen(letter: str) -> bool:
    category = unicodedata.category(letter)
    is_selector = "VARIATION SELECTOR" in unicodedata.name(letter, "")
    return category[0] == "C" or category in ("Zl", "Zp") or letter in _UNSEEN_LETTERS or is_selector


def _alphabets(word: str) -> list[str]:
    """What a word is made of, in words, where its letters are of an alphabet whose letters look like others."""
    kinds = {_alphabet_of(letter) for letter in unicodedata.normalize("NFKC", word)} - {""}
    found = [alphabet.capitalize() for alphabet in _ALIKE if alphabet in kinds]
    others = sorted(kind.capitalize() for kind in kinds if kind not in _ALIKE)
    return [*found, *others] if found else []


def _alphabet_of(letter: str) -> str:
    """The alphabet of a letter, "signs" for what passes for one; "" for digits, marks and points."""
    category = unicodedata.category(letter)
    if category in _SIGNS:
        return "signs"
    if letter.isascii() and not letter.isalpha():
        return ""
    is_letter = category[0] in "LN" and not _is_apostrophe(letter)
    return unicodedata.name(letter, "").partition(" ")[0] if is_letter else ""
