"""How Sphinx makes the API pages: from the docstrings as they are, without the network, every warning an error."""

import re
from enum import EnumType
from importlib.metadata import version as version_of
from typing import Any

from pydantic import BaseModel
from sphinx.application import Sphinx

project = "stuntlab"
version = release = version_of("stuntlab")
extensions = ["sphinx.ext.autodoc"]
html_theme = "alabaster"
html_theme_options = {"description": "Rehearse a film stunt before anyone does it.", "page_width": "72em"}
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False

default_role = "py:obj"
add_module_names = False
maximum_signature_line_length = 88
autodoc_member_order = "groupwise"
autodoc_typehints_format = "short"
# Shown by these names, which docstrings use, and not as what they stand for.
autodoc_type_aliases = {name: name for name in ("ArrayLike", "Flags", "Floats", "Integers")}

_PART = re.compile(r"^(Equation|Raises|Returns|Source|Valid for):? +(.*)$")
_ALIAS = re.compile(r"TypeAliasForwardRef\('(\w+)'\)")  # an alias within another type
_FIELD_OF_A_TUPLE = "Alias for field number"


def set_parts(_app: Sphinx, _what: str, _name: str, obj: Any, _options: Any, lines: list[str]) -> None:
    """Set "Raises: …", "Source: …" and their like as a list of fields, and name the members of an enumeration."""
    found: list[str] = []
    in_part = False
    for line in lines:
        part = _PART.match(line)
        if part:
            found += [*([] if in_part else [""]), f":{part[1]}: {part[2]}"]
        elif in_part and line.strip():
            found.append(f"    {line.strip()}")
        else:
            found.append(line)
        in_part = bool(part) or (in_part and bool(line.strip()))
    if isinstance(obj, EnumType):
        found += ["", f":Members: {', '.join(f'``{member}``' for member in obj.__members__)}"]
    lines[:] = [line.replace("|", r"\|") for line in found]  # |x| is a size here, and no substitution


def plain_signature(
    _app: Sphinx, _what: str, _name: str, obj: Any, _options: Any, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """Leave out the signature of what is read from a file, and write a default that is made anew as "...".

    A plan's fields are in its JSON Schema, with their units (`stuntlab schema`).
    """
    if isinstance(obj, type) and (issubclass(obj, BaseModel) or isinstance(obj, EnumType)):
        return "", None
    shown = signature and signature.replace("<factory>", "...")
    return shown and _ALIAS.sub(r"\1", shown), returns and _ALIAS.sub(r"\1", returns)


def skip_noise(_app: Sphinx, _what: str, name: str, obj: Any, skip: bool, _options: Any) -> bool:
    """Leave out fields of named tuples, which the signature and the docstring name, and how pydantic is set up."""
    return skip or name == "model_config" or (getattr(obj, "__doc__", None) or "").startswith(_FIELD_OF_A_TUPLE)


def setup(app: Sphinx) -> None:
    """Connect the three."""
    app.connect("autodoc-process-docstring", set_parts)
    app.connect("autodoc-process-signature", plain_signature)
    app.connect("autodoc-skip-member", skip_noise)
