"""Run by itself: threads that write to one record at once, `each` entries a thread."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from stuntlab.record.entry import Draft
from stuntlab.record.kinds.concern import CONCERN
from stuntlab.record.store import Store, StorePlace


def main(where: str, production: str, threads: int, each: int) -> None:
    place = StorePlace(production, url=where) if "://" in where else StorePlace(production, file=Path(where))

    def write(number: int) -> None:
        store = Store(place, wait_s=60)
        for index in range(each):
            drafts = [Draft(CONCERN, None, None, {"what": f"{number} {index}"})]
            store.append(lambda _, drafts=drafts: drafts)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(write, range(threads)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
