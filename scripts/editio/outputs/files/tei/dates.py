"""Dates of EDTF as the dating attributes of TEI."""

from __future__ import annotations

import re

_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"
_PLAIN = re.compile(_DAY)
_INTERVAL = re.compile(rf"({_DAY}|\.\.|)/({_DAY}|\.\.|)")
_APPROXIMATE = re.compile(rf"({_DAY})[~?%]")
_SEASON = re.compile(r"(\d{4})-2[1-4]")
_UNSPECIFIED = re.compile(r"\d{2,3}X{1,2}")
METHOD = "edtf"  # the id of the calendar description that names the custom values' standard


def dating(edtf: str) -> dict[str, str]:
    """The attributes of a date. What TEI's own cannot say stands as EDTF in `when-custom`, beside what they
    can: of about July 1939 the month, of a season the year, of the 1930s the first year and the last."""
    if _PLAIN.fullmatch(edtf):
        return {"when": edtf}
    if interval := _INTERVAL.fullmatch(edtf):
        return {name: day for name, day in zip(("from_", "to"), interval.groups(), strict=True) if day.strip(".")}
    custom = {"when_custom": edtf, "datingMethod": f"#{METHOD}"}
    if approximate := _APPROXIMATE.fullmatch(edtf):
        return {"when": approximate[1], "cert": "medium", **custom}
    if season := _SEASON.fullmatch(edtf):
        return {"when": season[1], **custom}
    if _UNSPECIFIED.fullmatch(edtf):
        return {"notBefore": edtf.replace("X", "0"), "notAfter": edtf.replace("X", "9"), **custom}
    return custom
