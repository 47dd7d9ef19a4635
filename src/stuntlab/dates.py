"""Days as people write them, in one time zone: that of whoever reads."""

from __future__ import annotations

from datetime import UTC, date, datetime


def date_in_words(day: date) -> str:
    """A day as people write it: "11 Feb 2027"."""
    return f"{day.day} {day:%b %Y}"


def local_day(at: str) -> date:
    """The day of a moment that was kept with its time zone, in that of whoever reads."""
    return _in_local_zone(datetime.fromisoformat(at)).date()


def local_minute(at: str) -> str:
    """Day and time of such a moment, in the time zone of whoever reads: "11 Feb 2027 07:40"."""
    moment = _in_local_zone(datetime.fromisoformat(at))
    return f"{date_in_words(moment.date())} {moment:%H:%M}"


def local_now() -> datetime:
    """Now, with the time zone of this machine."""
    return _in_local_zone(datetime.now(UTC))


def _in_local_zone(moment: datetime) -> datetime:
    try:
        return moment.astimezone()
    except (ValueError, OverflowError):  # a machine may be told a zone that is days away from all others
        return moment.astimezone(UTC)


def zone_in_words(moment: datetime) -> str:
    """The time zone of a moment: "UTC+01:00"."""
    offset = moment.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:]}" if offset.strip("+-0") else "UTC"
