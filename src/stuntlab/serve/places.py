"""Where things lie on the laptop is nothing for a network: pages and answers name files, and no folders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from markupsafe import escape

from stuntlab.record.state_folders import own_folders

_ROOT = r"(?<![\w/.<])(?:[A-Za-z]:)?[/\\]"
_FILE = re.compile(_ROOT + r"(?:[^<>\n/\\;:\"`]+[/\\])+?([^<>\n/\\;:\"`]+?\.(?:sqlite|ya?ml|json|toml))\b")
"""An absolute path to a file of ours, with spaces in it or without."""

_ANY = re.compile(_ROOT + r"(?:[^\s<>/\\;:,\"'`()&]+[/\\])+([^\s<>/\\;:,\"'`()&]*)")
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")


def leave_out_places(text: str) -> str:
    """A text whose paths are the names of their files."""
    return _ANY.sub(_name, _FILE.sub(_name, text))


def _name(found: re.Match[str]) -> str:
    return found[1] or "a folder of the laptop"


def leave_out_of_page(page: str, folders: Sequence[Path]) -> str:
    """A page of HTML that names no folder. folders: those that are known, of which attributes tell nothing either."""
    page = _TEXT.sub(lambda text: leave_out_places(text[0]), page)
    for folder in known_folders(folders):
        page = page.replace(f"{folder}/", "").replace(folder, "the folder")
    return page


def known_folders(folders: Sequence[Path]) -> list[str]:
    """Folders as a page would write them, the longest first; a root, which says nothing, is left out."""
    named = [*folders, *(folder.resolve() for folder in folders), *own_folders()]
    return sorted({str(escape(str(one))) for one in named if len(one.parts) > 2}, key=len, reverse=True)
