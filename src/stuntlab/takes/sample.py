"""Cheap kinematic draws. Take *i* of a seed is the same number for number, however many are drawn and on any machine.

Each branch of a gag gets its own stream and its own draws: a branch with one chance in a thousand is looked at as
closely as the take that goes as planned, and its probability enters as a weight.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import ndtr, ndtri

from stuntlab.datasets import Draws, Floats, Integers, Unknown

BLOCK = 4096
"""Takes that share one random stream; drawing more takes only adds blocks."""


_INSIDE = (np.finfo(float).tiny, 1.0 - np.finfo(float).epsneg)
"""The shares of a normal distribution that are at a finite place."""


def draw(branches: Sequence[Sequence[Unknown]], *, seed: int, label: str, takes_per_branch: int) -> Draws:
    """Draw `takes_per_branch` takes of every branch.

    branches: for each branch its unknowns; all branches name the same ones.
    label: which gag of the plan this is, so that two kicks of a plan do not share their luck.
    """
    columns: dict[str, list[Floats]] = {unknown.name: [] for unknown in branches[0]}
    for index, unknowns in enumerate(branches):
        uniforms = _uniforms(seed, f"{label}/{index}", takes_per_branch, len(unknowns))
        for column, unknown in enumerate(unknowns):
            columns[unknown.name].append(_truncated_normal(unknown, uniforms[:, column]))
    values: Mapping[str, Floats] = {name: np.concatenate(parts) for name, parts in columns.items()}
    return Draws(values=values, branch=np.repeat(np.arange(len(branches)), takes_per_branch))


def draw_again(
    branches: Sequence[Sequence[Unknown]], *, seed: int, label: str, takes_per_branch: int, takes: Integers
) -> Draws:
    """Some takes of what `draw` gives, number for number; only the blocks that hold them are drawn.

    takes: [take], which of all draws. The rest is as in `draw`.
    """
    branch, places = np.divmod(takes, takes_per_branch)
    values = {unknown.name: np.empty(len(takes)) for unknown in branches[0]}
    for index in np.unique(branch):
        rows, unknowns = np.flatnonzero(branch == index), branches[index]
        uniforms = _uniforms_at(seed, f"{label}/{index}", places[rows], len(unknowns))
        for column, unknown in enumerate(unknowns):
            values[unknown.name][rows] = _truncated_normal(unknown, uniforms[:, column])
    return Draws(values=values, branch=branch)


def _uniforms(seed: int, label: str, take_count: int, width: int) -> Floats:
    """Uniform numbers in (0, 1), [take, width]."""
    blocks = range(-(-take_count // BLOCK))
    uniforms = np.concatenate([_block(seed, label, block, width) for block in blocks])[:take_count]
    return np.asarray(np.maximum(uniforms, np.finfo(float).tiny))


def _uniforms_at(seed: int, label: str, takes: Integers, width: int) -> Floats:
    """Some rows of `_uniforms`."""
    uniforms = np.empty((len(takes), width))
    blocks, places = np.divmod(takes, BLOCK)
    for block in np.unique(blocks):
        rows = np.flatnonzero(blocks == block)
        uniforms[rows] = _block(seed, label, int(block), width)[places[rows]]
    return np.asarray(np.maximum(uniforms, np.finfo(float).tiny))


def _block(seed: int, label: str, block: int, width: int) -> Floats:
    return np.random.Generator(np.random.Philox(key=_key(seed, label, block))).random((BLOCK, width))


def _key(seed: int, label: str, block: int) -> int:
    """A Philox key (128 bits) from words: unlike a sum of integers, no two labels can collide by arithmetic."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{label}/{block}".encode()).digest()[:16], "little")


def _truncated_normal(unknown: Unknown, uniforms: Floats) -> Floats:
    if unknown.sd == 0:
        return np.full_like(uniforms, np.clip(unknown.mean, unknown.low, unknown.high))
    low, high = (ndtr((end - unknown.mean) / unknown.sd) for end in (unknown.low, unknown.high))
    shares = np.clip(low + uniforms * (high - low), *_INSIDE)  # where all of it lies beyond an end, it is that end
    values = unknown.mean + unknown.sd * ndtri(shares)
    return np.asarray(np.clip(values, unknown.low, unknown.high), dtype=float)
