"""USD from a previs scene: UsdSkel people, cameras with focal length and aperture, the set, zones. Metres.

A .usdz holds the pictures of clothes and surfaces, and y is up in it, as ARKit asks of packages; in .usdc and .usda z
is up, as in a plan. A .usdc or .usda has no file beside it, so that its clothes are
colours of faces and its surfaces their mean colour. USD's own library is the extra `usd`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from stuntlab.export.previs import Previs
from stuntlab.export.scene_format import PILLOW, USD_CORE, Library, SceneFormat
from stuntlab.export.usd_library import pxr
from stuntlab.export.usd_stage import UsdStage


def usd(previs: Previs, ending: str, *, frame_rate_hz: float) -> bytes:
    """The scene as one file. ending: .usda, .usdc or .usdz."""
    with tempfile.TemporaryDirectory() as folder:
        packed = ending == ".usdz"
        stage = Path(folder) / ("scene.usdc" if packed else f"scene{ending}")
        UsdStage(previs, stage, frame_rate_hz, pictures=packed, y_up=packed).save()
        if not packed:
            return stage.read_bytes()
        package = Path(folder) / "scene.usdz"
        pxr("UsdUtils").CreateNewUsdzPackage(str(stage), str(package))
        return package.read_bytes()


def _format(suffix: str, name: str, holds: str, needs: tuple[Library, ...]) -> SceneFormat:
    return SceneFormat(suffix, name, holds, needs, lambda previs, rate_hz: usd(previs, suffix, frame_rate_hz=rate_hz))


_COLOURS = "one file without pictures: clothes are colours of faces, surfaces their mean colour"
USDZ = _format(
    ".usdz", "USD, package", "everything in one file, with pictures of clothes and surfaces", (USD_CORE, PILLOW)
)
USDC = _format(".usdc", "USD, binary", _COLOURS, (USD_CORE,))
USDA = _format(".usda", "USD, text", _COLOURS, (USD_CORE,))
