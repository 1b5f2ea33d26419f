"""Zip files that are the same bytes whenever they are made: every member is from one moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Oslo")


class DatedZip(ZipFile):
    """Its members are all from `moment`, whatever the clock and the machine's file modes say."""

    def __init__(self, file: IO[bytes], moment: datetime) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self.date_time = moment.astimezone(LOCAL).timetuple()[:6]

    def open(self, name: Any, *args: Any, **options: Any) -> IO[bytes]:
        name.date_time, name.external_attr = self.date_time, 0o600 << 16
        return super().open(name, *args, **options)


def write_zip(file: IO[bytes], members: Mapping[str, bytes], *, moment: datetime) -> None:
    """The members in the order of their names."""
    with DatedZip(file, moment) as archive:
        for name in sorted(members):
            archive.writestr(name, members[name])


def redated(package: IO[bytes], file: IO[bytes], *, moment: datetime) -> None:
    """Write a zip anew in its own order, every member from `moment`."""
    package.seek(0)
    with ZipFile(package) as source, DatedZip(file, moment) as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
