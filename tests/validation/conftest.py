from __future__ import annotations

import pytest

from stuntlab.report.validation.comparison import Validation
from stuntlab.validation import read_cases, validate


@pytest.fixture(scope="session")
def everything() -> Validation:
    return validate(read_cases())
