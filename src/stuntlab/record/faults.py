"""What went wrong in a database, in a sentence for the person who wanted to write a decision down."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from stuntlab.errors import RecordError

_SQLITE = {  # primary result codes, https://sqlite.org/rescode.html
    5: "another program has held it for too long: wait a moment and repeat",
    6: "another program has held it for too long: wait a moment and repeat",
    8: "it may only be read here: ask for the right to write in that folder, or name another place with --record",
    10: "the disk refused to write or read: look whether it is full or damaged, then repeat",
    11: "the file is damaged: keep it, restore the last copy that is whole",
    13: "the disk is full: make room and repeat",
    14: "it cannot be opened: does the folder exist, and may you write there?",
    23: "you may not read it: ask for the right, or name another place with --record",
    26: "this file is no record: it is damaged or was overwritten; keep it and restore a copy",
}
_POSTGRESQL = {  # https://www.postgresql.org/docs/current/errcodes-appendix.html
    "25006": "it may only be read there: name the server that takes writes, not its standby",
    "53100": "the disk of the server is full: make room there and repeat",
    "53300": "the server has too many visitors: wait a moment and repeat",
    "55P03": _SQLITE[5],
    "57P01": "the server was shut down: wait until it is back and repeat",
    "57P02": "the server crashed: wait until it is back and repeat",
    "57P03": "the server is just starting: wait a moment and repeat",
}
_WORDS = {
    "could not extend file": _POSTGRESQL["53100"],
    "No space left on device": _POSTGRESQL["53100"],
    "terminating connection": _POSTGRESQL["57P01"],
    "server closed the connection": "the server went away: wait until it is back and repeat",
    "the database system is": _POSTGRESQL["57P03"],
    "append-only": "an entry may not be changed or deleted: the record is append-only",
    "database is locked": _SQLITE[5],
}


def as_record_error(error: SQLAlchemyError | OSError, place: str) -> RecordError:
    """The same fault as a sentence: which record, what happened, that nothing was written, and what to do."""
    return RecordError(
        f"{place}: {_why(error)}. Nothing was written by this command; what stood there before still does"
    )


def is_starting(error: SQLAlchemyError) -> bool:
    """Whether a server is there and takes nobody yet, or not any more: it starts, recovers or shuts down."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    return getattr(cause, "sqlstate", None) == "57P03" or "the database system is" in str(cause)


def _why(error: SQLAlchemyError | OSError) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    cause = error.orig if isinstance(error, DBAPIError) else None
    state = getattr(cause, "sqlstate", None)
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]
    for words, sentence in _WORDS.items():
        if words in str(cause):
            return sentence
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int) and code & 0xFF in _SQLITE:
        return _SQLITE[code & 0xFF]
    first_line = str(cause or error).strip().partition("\n")[0]
    return f"the database answers: {first_line or type(error).__name__}"
