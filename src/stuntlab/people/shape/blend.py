"""Points that follow several maps at once, each by its weights: linear blend skinning."""

from __future__ import annotations

import numpy as np

from stuntlab.datasets import Floats


def blend_points(points: Floats, weights: Floats, maps: Floats) -> Floats:
    """Every point moved by the weighted mean of all maps, [point, 3].

    points: [point, 3]. weights: [point, map], rows sum to 1. maps: [map, 3, 4], a matrix beside its translation.
    """
    own = (weights @ maps.reshape(len(maps), 12)).reshape(-1, 3, 4)
    x, y, z = points.T[..., None]
    return np.asarray(own[:, :, 0] * x + own[:, :, 1] * y + own[:, :, 2] * z + own[:, :, 3])
