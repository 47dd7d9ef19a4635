"""The stages called in order. Read `assess.py` first."""
