"""One channel to every screen that is open: a stop reaches all of them, and so does word that something changed."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace

MOST_SCREENS = 400
MOST_OF_ONE = 40
"""Screens of one address: no phone can take the places of all others (J)."""

_REMEMBERED_STOPS = 20
BEAT_S = 10.0
"""How often a silent screen is told that the line is alive (J)."""

_WAITING = 50
"""So many events may wait for a slow screen; it is told to look again then."""


@dataclass(frozen=True, slots=True)
class ScreenEvent:
    """What screens are told. kind: stop, changed, errand or beat. id: of a stop, which a screen says it heard last."""

    kind: str
    data: dict[str, str] = field(default_factory=dict)
    id: str = ""

    def text(self) -> bytes:
        """As server-sent events are written."""
        number = f"id: {self.id}\n" if self.id else ""
        return f"{number}event: {self.kind}\ndata: {json.dumps(self.data)}\n\n".encode()


class ScreenChannel:
    """Screens that listen. `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._screens: dict[asyncio.Queue[ScreenEvent | None], str] = {}
        self._stops: deque[ScreenEvent] = deque(maxlen=_REMEMBERED_STOPS)
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self) -> None:
        """Begin on the loop that runs."""
        self._loop = asyncio.get_running_loop()

    def end(self) -> None:
        """Let every screen go, and tell no more: what still runs may end after the loop has."""
        self._loop = None
        for screen in self._screens:
            screen.put_nowait(None)

    def is_full(self, client: str) -> bool:
        """Whether too many listen, or too many of one address; this laptop itself may have as many as all."""
        own = sum(one == client for one in self._screens.values())
        return len(self._screens) >= MOST_SCREENS or (own >= MOST_OF_ONE and not client.startswith("127."))

    def tell(self, event: ScreenEvent) -> None:
        """Tell every screen; nobody waits for a slow one."""
        if (loop := self._loop) is not None:
            loop.call_soon_threadsafe(self._pass_on, event)

    def _pass_on(self, event: ScreenEvent) -> None:
        if event.kind == "stop":
            event = replace(event, id=str(time.time_ns()))
            self._stops.append(event)
        for screen in self._screens:
            if event.kind == "stop" or screen.qsize() < _WAITING:
                screen.put_nowait(event)

    def _missed(self, heard: str) -> list[ScreenEvent]:
        """The stops since the last one that a screen heard, or since its page was made."""
        return [stop for stop in self._stops if int(stop.id) > int(heard)] if heard else []

    async def listen(self, client: str = "", heard: str = "") -> AsyncGenerator[bytes, None]:
        """What one screen is told, until it goes away. heard: its last id, or when its page was made."""
        screen: asyncio.Queue[ScreenEvent | None] = asyncio.Queue()
        self._screens[screen] = client
        try:
            first = ScreenEvent("beat", id=heard or str(time.time_ns()))
            yield b"retry: 1000\n\n" + first.text() + b"".join(stop.text() for stop in self._missed(heard))
            while True:
                try:
                    event = await asyncio.wait_for(screen.get(), BEAT_S)
                except TimeoutError:
                    event = ScreenEvent("beat")
                if event is None:
                    return
                yield event.text()
        finally:
            self._screens.pop(screen, None)
