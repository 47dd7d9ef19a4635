"""Signals that were measured, read from the files that test houses, loggers and motion capture write."""

from stuntlab.imports.iso_mme_write import write_iso_mme
from stuntlab.imports.reading import may_be_recording, read_recording

__all__ = ["may_be_recording", "read_recording", "write_iso_mme"]
