"""The stages called in order. Read `assess.py` first."""

from stuntlab.pipeline.assess import assess

__all__ = ["assess"]
