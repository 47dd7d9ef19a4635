"""Tests that draw: marked `draws`, they are left out where a developer's machine cannot draw, and never in CI."""

from __future__ import annotations

import os

import pytest

from stuntlab.errors import UserError
from stuntlab.report import headless


def can_draw() -> bool:
    try:
        headless.backend()
    except UserError:
        return False
    return True


# In CI nothing is skipped: a machine that cannot draw must fail there (.ci/run installs what drawing needs).
draws = pytest.mark.skipif(
    "CI" not in os.environ and not can_draw(), reason="needs PyOpenGL (extra `render`) and EGL or OSMesa on the machine"
)
