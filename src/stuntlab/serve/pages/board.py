"""The shoot-day board: every plan of the folder, stops on top."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stuntlab.datasets import Verdict
from stuntlab.record.board import BoardRow
from stuntlab.report.board import UNREADABLE, word_of, worst_first
from stuntlab.report.symbols import VERDICT_SHAPE
from stuntlab.serve.site import Site

_SET_SHAPES = {"cold": "◇", "rehearsal": "◧", "live": "●"}


def routes(site: Site) -> list[Route]:
    """The addresses of this page."""

    def board(request: Request) -> Response:
        seen = site.folder.board()
        rows = worst_first(seen.rows)
        words = Counter(map(word_of, rows))
        return site.page(
            request,
            "board.html",
            rows=[
                (PurePath(row.file).name, row, word_of(row), shape_of(row), _SET_SHAPES[row.set_state.state])
                for row in rows
            ],
            summary=list(words.items()),
            when=f"{seen.when:%A} {seen.when.day} {seen.when:%B}, {seen.when:%H:%M}",
            left_out=[PurePath(file).name for file in seen.left_out],
            ends=list(dict.fromkeys(row.ends_at for row in rows if row.ends_at)),
            problem=seen.problem,
        )

    return [Route("/", board)]


def shape_of(row: BoardRow) -> str:
    """The shape of where a plan stands: as the terminal has it, ✕ for a stop."""
    word = word_of(row)
    if row.stopped:
        return "✕"
    return "◆" if word == UNREADABLE else VERDICT_SHAPE[row.verdict or Verdict.HOLD]
