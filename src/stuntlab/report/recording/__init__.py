"""What a recording of measured signals says: criteria, limits, risks, and what is lacking for the rest."""

from stuntlab.report.recording.measured import CRITERIA, RecordingMeasured, measure_recording

__all__ = ["CRITERIA", "RecordingMeasured", "measure_recording"]
