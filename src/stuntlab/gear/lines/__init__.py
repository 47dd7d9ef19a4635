"""Lines that people hang on: how they stretch (`law`), how they arrest a body (`hang`), how it swings (`swing`)."""

from stuntlab.gear.lines.hang import Belay, Hang, Hung, hang, line_row
from stuntlab.gear.lines.label import rope_law
from stuntlab.gear.lines.law import LineLaw, wire_law
from stuntlab.gear.lines.swing import Swing, swing
from stuntlab.gear.lines.wind import Gust

__all__ = ["Belay", "Gust", "Hang", "Hung", "LineLaw", "Swing", "hang", "line_row", "rope_law", "swing", "wire_law"]
