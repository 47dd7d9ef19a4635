"""What a recording of measured signals says: criteria, limits, risks, and what is lacking for the rest."""

from stuntlab.report.recording.as_data import recording_to_dict
from stuntlab.report.recording.measured import CRITERIA, RecordingMeasured, measure_recording
from stuntlab.report.recording.table import render_recording

__all__ = ["CRITERIA", "RecordingMeasured", "measure_recording", "recording_to_dict", "render_recording"]
