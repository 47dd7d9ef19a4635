"""The stages called in order. Read `assess.py` first."""

from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.decided import with_decisions

__all__ = ["assess", "with_decisions"]
