"""Words that a shell finishes as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

Finish = Callable[[click.Context, click.Parameter, str], list[str]]
"""What click asks, with what is typed so far."""


def finish_from(words: Callable[[], Iterable[str]]) -> Finish:
    """Those that begin as what is typed. words: asked only where a shell asks."""

    def finish(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
        return [word for word in words() if word.startswith(begun)]

    return finish
