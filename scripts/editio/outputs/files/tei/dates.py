"""Dates of EDTF as the dating attributes of TEI."""

from __future__ import annotations

from editio.model.edtf import Point, points

METHOD = "edtf"  # the id of the calendar description that names the custom values' standard


def dating(date: str) -> dict[str, str]:
    """The attributes of a date. If TEI cannot express it, `when-custom` has the EDTF and the other attributes the
    nearest value that TEI can express: the month for "about July 1939", the year for a season, both ends for the
    1930s."""
    found = points(date)
    if len(found) == 2:
        ends = date.split("/")
        if all(end in ("", "..") or _is_plain(one) for end, one in zip(ends, found, strict=True)):
            return {name: end for name, end in zip(("from_", "to"), ends, strict=True) if end.strip(".")}
    custom = {"when_custom": date, "datingMethod": f"#{METHOD}"}
    match found:
        case (Point(year=year),) if not year.isdigit():
            return {"notBefore": year.replace("X", "0"), "notAfter": year.replace("X", "9"), **custom}
        case (Point(year=year, is_season=True),):
            return {"when": year, **custom}
        case (Point(qualifier="") as day,):
            return {"when": day.written}
        case (Point() as day,):
            return {"when": day.written, "cert": "medium", **custom}
        case _:
            return custom


def _is_plain(point: Point | None) -> bool:
    return point is not None and not (point.qualifier or point.is_season) and point.year.isdigit()
