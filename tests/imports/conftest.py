from __future__ import annotations

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "recordings"


@pytest.fixture
def examples() -> Path:
    return EXAMPLES
