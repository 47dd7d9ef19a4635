"""Which of some layers of surfaces a lens sees before which: a picture in which each layer has its own depths.

Every triangle is drawn once. A layer is seen in a pixel where none of those that may hide it is nearer.

Source: pinhole camera, depth buffer.
Valid for: triangles in front of the lens; one that reaches behind it is left out. Held against segmented pictures of
the engine's renderer in `tests/camera`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.camera.lens import axes_of
from stuntlab.compiled import compiled
from stuntlab.datasets import Flags, Floats, Integers

_NEAREST_M = 0.02
_NOWHERE = np.inf


@dataclass(frozen=True, slots=True)
class LayeredSurface:
    """Triangles, each of a layer. vertices: [vertex, 3], m. layer: [triangle], from 0.

    triangles: [triangle, 3], counter-clockwise from outside; from inside they are not seen.
    """

    vertices: Floats
    triangles: Integers
    layer: Integers


@dataclass(frozen=True, slots=True)
class LayerPicture:
    """Depths of layers in a picture, [layer, row, column], m; infinite where a layer is not.

    aside, raised: where pixels lie, [column] and [row], tangents to the right of where the lens looks and above it.
    """

    depth_m: Floats
    aside: Floats
    raised: Floats

    def covers(self, *layers: int) -> Flags:
        """Where any of some layers would be seen with nothing else there, [row, column]."""
        return np.isfinite(self._nearest(layers))

    def shows(self, layers: Sequence[int], before: Sequence[int]) -> Flags:
        """Where any of some layers is seen past all of those that may hide it, [row, column]."""
        mine = self._nearest(layers)
        return np.isfinite(mine) & (mine <= self._nearest(before))

    def inside(self, wide: float, high: float) -> Flags:
        """Pixels within a frame: tangents to its edges, [row, column]."""
        return np.asarray((np.abs(self.raised) < high)[:, None] & (np.abs(self.aside) < wide)[None, :])

    def _nearest(self, layers: Sequence[int]) -> Floats:
        if not layers:
            return np.full(self.depth_m.shape[1:], _NOWHERE)
        return np.asarray(self.depth_m[list(layers)].min(axis=0))


def draw_layers(
    surfaces: Sequence[LayeredSurface],
    *,
    eye_m: Floats,
    looks: Floats,
    window: tuple[float, float, float],
    layers: int,
    pixels: int,
) -> LayerPicture:
    """Draw surfaces from a place that looks in a direction, z up and not rolled.

    window: middle (aside, raised) and half side of the square that is drawn, tangents.
    """
    axes, (aside, raised, half) = axes_of(looks), window
    depth = np.full((layers, pixels, pixels), _NOWHERE)
    for one in surfaces:
        seen = (one.vertices - eye_m) @ axes.T
        _draw(seen, one.triangles, one.layer, (aside - half, raised - half, 2 * half / pixels), depth)
    steps = (np.arange(pixels) + 0.5) * 2 * half / pixels - half
    return LayerPicture(depth, aside + steps, raised + steps)


@compiled(error_model="numpy")
def _draw(seen, triangles, layer, window, depth):  # type: ignore[no-untyped-def]
    """seen: [vertex, (right, up, ahead)], m. window: left and lower edge and step of a pixel, tangents."""
    left, low, step = window
    pixels = depth.shape[1]
    for number in range(len(triangles)):
        a, b, c = triangles[number]
        if seen[a, 2] < _NEAREST_M or seen[b, 2] < _NEAREST_M or seen[c, 2] < _NEAREST_M:
            continue
        ax, ay = (seen[a, 0] / seen[a, 2] - left) / step - 0.5, (seen[a, 1] / seen[a, 2] - low) / step - 0.5
        bx, by = (seen[b, 0] / seen[b, 2] - left) / step - 0.5, (seen[b, 1] / seen[b, 2] - low) / step - 0.5
        cx, cy = (seen[c, 0] / seen[c, 2] - left) / step - 0.5, (seen[c, 1] / seen[c, 2] - low) / step - 0.5
        twice = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if twice <= 0:  # seen from inside
            continue
        first, last = max(int(np.ceil(min(ax, bx, cx))), 0), min(int(np.floor(max(ax, bx, cx))), pixels - 1)
        bottom, top = max(int(np.ceil(min(ay, by, cy))), 0), min(int(np.floor(max(ay, by, cy))), pixels - 1)
        near_a, near_b, near_c = 1 / seen[a, 2], 1 / seen[b, 2], 1 / seen[c, 2]
        for row in range(bottom, top + 1):
            for column in range(first, last + 1):
                of_b = ((column - ax) * (cy - ay) - (cx - ax) * (row - ay)) / twice
                of_c = ((bx - ax) * (row - ay) - (column - ax) * (by - ay)) / twice
                if of_b < 0 or of_c < 0 or of_b + of_c > 1:
                    continue
                away = 1 / (near_a + of_b * (near_b - near_a) + of_c * (near_c - near_a))
                depth[layer[number], row, column] = min(depth[layer[number], row, column], away)
