"""One channel to every screen that is open: a stop reaches all of them, and so does word that something changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

MOST_SCREENS = 400
BEAT_S = 10.0
"""How often a silent screen is told that the line is alive (J)."""

_WAITING = 50
"""So many events may wait for a slow screen; it is told to look again then."""


@dataclass(frozen=True, slots=True)
class ScreenEvent:
    """What screens are told. kind: stop, changed, or beat."""

    kind: str
    data: dict[str, str] = field(default_factory=dict)

    def text(self) -> bytes:
        """As server-sent events are written."""
        return f"event: {self.kind}\ndata: {json.dumps(self.data)}\n\n".encode()


class ScreenChannel:
    """Screens that listen. `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._screens: set[asyncio.Queue[ScreenEvent | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self) -> None:
        """Begin on the loop that runs."""
        self._loop = asyncio.get_running_loop()

    def end(self) -> None:
        """Let every screen go, and tell no more: what still runs may end after the loop has."""
        self._loop = None
        for screen in self._screens:
            screen.put_nowait(None)

    @property
    def screens(self) -> int:
        """How many listen."""
        return len(self._screens)

    def tell(self, event: ScreenEvent) -> None:
        """Tell every screen; nobody waits for a slow one."""
        if (loop := self._loop) is not None:
            loop.call_soon_threadsafe(self._pass_on, event)

    def _pass_on(self, event: ScreenEvent) -> None:
        for screen in self._screens:
            if event.kind == "stop" or screen.qsize() < _WAITING:
                screen.put_nowait(event)

    async def listen(self) -> AsyncIterator[bytes]:
        """What one screen is told, until it goes away."""
        screen: asyncio.Queue[ScreenEvent | None] = asyncio.Queue()
        self._screens.add(screen)
        try:
            yield b"retry: 1000\n\n" + ScreenEvent("beat").text()
            while True:
                try:
                    event = await asyncio.wait_for(screen.get(), BEAT_S)
                except TimeoutError:
                    event = ScreenEvent("beat")
                if event is None:
                    return
                yield event.text()
        finally:
            self._screens.discard(screen)
