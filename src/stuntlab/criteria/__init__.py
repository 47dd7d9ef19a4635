"""Injury criteria of a recording: what its signals allow, the published limits and risks, and what is lacking."""

from stuntlab.criteria.measured import CRITERIA, RecordingMeasured, measure_recording

__all__ = ["CRITERIA", "RecordingMeasured", "measure_recording"]
