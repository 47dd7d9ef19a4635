"""Pictures one after the other as a clip: VP9 in WebM, which every browser plays."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.suggestions import suggest_extra

_QUALITY = {"crf": "30", "b": "0", "deadline": "good", "cpu-used": "5"}


def write_clip(frames: Iterable[NDArray[np.uint8]], path: Path, *, frame_rate_hz: float) -> None:
    """Encode frames, each [row, column, 3] with even sides.

    Raises:
        UserError: PyAV is not installed, or the file cannot be written.
    """
    av = _library()
    clip = BytesIO()
    with av.open(clip, "w", format="webm") as container:
        stream: Any = None
        for frame in frames:
            if stream is None:
                stream = container.add_stream("libvpx-vp9", rate=Fraction(frame_rate_hz).limit_denominator(1001))
                stream.height, stream.width = frame.shape[:2]
                stream.pix_fmt, stream.options = "yuv420p", _QUALITY
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())
    try:
        write_whole(path, clip.getvalue())
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}. Choose another folder with --to") from None


def _library() -> Any:  # it is an extra
    if importlib.util.find_spec("av") is None:
        raise UserError(f"clips need PyAV, which is not installed; install it: {suggest_extra('render')}")
    return importlib.import_module("av")
