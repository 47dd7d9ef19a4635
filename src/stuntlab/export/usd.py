"""USD from a previs scene: UsdSkel people, cameras with focal length and aperture, the set, zones. Metres, z up.

A .usdz holds the pictures of clothes and surfaces. A .usdc or .usda has no other file beside it, so that its clothes are
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


def write_usd(previs: Previs, target: Path, *, frame_rate_hz: float) -> None:
    """Write .usda, .usdc or .usdz.

    Raises:
        UserError: USD's library is not installed.
    """
    if importlib.util.find_spec("pxr") is None:
        raise UserError(
            f'{target.name} needs usd-core, which is not installed; install it with: pip install "stuntlab[usd]", '
            "or end the name in .glb, which needs nothing"
        )
    if target.suffix.casefold() != ".usdz":
        Stage(previs, target, frame_rate_hz).save()
        return
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / f"{target.stem}.usdc"
        Stage(previs, inside, frame_rate_hz, pictures=True).save()
        pxr("UsdUtils").CreateNewUsdzPackage(str(inside), str(target))
