"""USD from a previs scene: UsdSkel people, cameras with focal length and aperture, the set, zones. Metres, z up.

A .usdz holds the pictures of clothes and surfaces. A .usdc or .usda has no file beside it, so that its clothes are
colours of faces and its surfaces their mean colour. USD's own library is the extra `usd`.
"""

from __future__ import annotations

import importlib.util
import tempfile
from pathlib import Path

from stuntlab.errors import UserError
from stuntlab.export.previs import Previs
from stuntlab.export.usd_library import pxr
from stuntlab.export.usd_stage import Stage


def usd(previs: Previs, ending: str, *, frame_rate_hz: float) -> bytes:
    """The scene as one file. ending: .usda, .usdc or .usdz.

    Raises:
        UserError: USD's library is not installed.
    """
    if importlib.util.find_spec("pxr") is None:
        raise UserError(
            f'{ending} needs usd-core, which is not installed; install it with: pip install "stuntlab[usd]", '
            "or export a .glb"
        )
    with tempfile.TemporaryDirectory() as folder:
        packed = ending == ".usdz"
        stage = Path(folder) / ("scene.usdc" if packed else f"scene{ending}")
        Stage(previs, stage, frame_rate_hz, pictures=packed).save()
        if not packed:
            return stage.read_bytes()
        package = Path(folder) / "scene.usdz"
        pxr("UsdUtils").CreateNewUsdzPackage(str(stage), str(package))
        return package.read_bytes()
