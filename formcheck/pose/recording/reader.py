"""Reads a recording, one's own or a stranger's, in flat memory."""

from __future__ import annotations

import json
import tokenize
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import InputError
from formcheck.pose.landmarks import Source
from formcheck.pose.recording.columns import (
    COLUMNS,
    EXTRA,
    EXTRA_NAME,
    FEET,
    FEET_ABOUT,
    FEET_COLUMNS,
    LANDMARKS,
    MAX_META_CHARACTERS,
    MAX_POSES,
    SIZE,
    TIME,
    VERSION,
    WORLD,
    Column,
    extra_column,
)
from formcheck.pose.types import Feet, Pose

_CHUNK = 512


@dataclass(frozen=True, slots=True)
class _Member:
    """An array in the zip, as its header describes it."""

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    header_bytes: int


class Recording:
    """Poses from a `landmarks.npz`, of version 2, 1 or 0.

    Headers are checked at once; values when they are read. Iterating again starts again.

    Attributes:
        path: the file.
        version: of its format.
        meta: what the writer noted; empty for version 0.

    Example:
        >>> for pose in Recording(Path("landmarks.npz")):  # doctest: +SKIP
        ...     session.push(pose)
    """

    def __init__(self, path: Path) -> None:
        """Open and check a recording.

        Raises:
            InputError: it is missing, damaged, or not a recording.
        """
        self.path = path
        self.meta: dict[str, Any] = {}
        with self._reading(), zipfile.ZipFile(path) as archive:
            members = {}
            for info in archive.infolist():
                name = info.filename.removesuffix(".npy")
                if name != info.filename:
                    members[name] = self._header(archive, info, name)
            self.version = self._read_version(archive, members)
            self._columns = self._choose_columns(members)
            self._count = self._check_shapes(members)
            self._fixed_size = self._read_size(archive, members) if self.version == 0 else None
            if self.version >= 1:
                self.meta = self._read_meta(archive, members)
        self._skip = {name: member.header_bytes for name, member in members.items()}

    def __len__(self) -> int:
        """Number of poses."""
        return self._count

    def __iter__(self) -> Iterator[Pose]:
        """Read the poses in order.

        Raises:
            InputError: values are damaged or cannot be believed.
        """
        last = -np.inf
        with self._reading(), zipfile.ZipFile(self.path) as archive, ExitStack() as stack:
            streams = {}
            for column in self._columns:
                stream = stack.enter_context(archive.open(f"{column.name}.npy"))
                streams[column.name] = stream
                self._take(stream, self._skip[column.name], column.name)
            for start in range(0, self._count, _CHUNK):
                count = min(_CHUNK, self._count - start)
                rows = {c.name: self._rows(streams[c.name], c, count) for c in self._columns}
                if not (np.diff(rows["t"], prepend=last) > 0).all():
                    raise self._bad("its times do not increase")
                last = float(rows["t"][-1])
                for index in range(count):
                    yield self._pose(rows, index)

    def _pose(self, rows: Mapping[str, NDArray[Any]], index: int) -> Pose:
        landmarks = rows["landmarks"][index]
        if self._fixed_size is not None:
            found = bool(np.isfinite(landmarks[0, 0]))
            source = np.full(len(landmarks), Source.BODY if found else Source.NONE, np.uint8)
            return Pose(
                t=float(rows["t"][index]),
                size=self._fixed_size,
                landmarks=landmarks,
                world=rows["world"][index],
                source=source,
                people=int(found),
            )
        width, height = rows["size"][index].tolist()
        return Pose(
            t=float(rows["t"][index]),
            size=(width, height),
            landmarks=landmarks,
            world=rows["world"][index],
            source=rows["source"][index],
            people=int(rows["people"][index]),
            brightness=float(rows["brightness"][index]),
            extra={
                name.removeprefix(EXTRA): float(values[index])
                for name, values in rows.items()
                if name.startswith(EXTRA) and not np.isnan(values[index])
            },
            feet=Feet(rows[FEET.name][index], rows[FEET_ABOUT.name][index])
            if FEET.name in rows
            else None,
        )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn what a missing, damaged or hostile file raises into one sentence."""
        try:
            yield
        except FileNotFoundError:
            raise InputError(f"There is no recording {self.path}.") from None
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise self._bad("it is damaged, or not a recording") from error
        except (NotImplementedError, RuntimeError, RecursionError, MemoryError) as error:
            raise self._bad("it is packed in a way that a recording is not") from error
        except OSError as error:
            raise InputError(
                f"The recording {self.path} cannot be read ({error.strerror or error})."
            ) from error

    def _bad(self, what: str) -> InputError:
        return InputError(f"The recording {self.path} cannot be used: {what}.")

    def _header(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> _Member:
        with archive.open(info) as stream:
            try:
                read = {
                    (1, 0): np.lib.format.read_array_header_1_0,
                    (2, 0): np.lib.format.read_array_header_2_0,
                }[np.lib.format.read_magic(stream)]
                shape, fortran, dtype = read(stream)
            except (ValueError, TypeError, KeyError, SyntaxError, tokenize.TokenError, Warning):
                raise self._bad(f"'{name}' is not an array") from None
            if dtype.hasobject:
                raise self._bad(f"'{name}' holds Python objects, which are never loaded")
            if fortran and len(shape) > 1:
                raise self._bad(f"'{name}' is stored by columns")
            header_bytes = stream.tell()
        if min(shape, default=0) < 0 or info.file_size != header_bytes + dtype.itemsize * prod(
            shape
        ):
            raise self._bad(f"'{name}' is not as long as it claims")
        return _Member(name, dtype, shape, header_bytes)

    def _read_version(self, archive: zipfile.ZipFile, members: Mapping[str, _Member]) -> int:
        member = members.get("version")
        if member is None:
            return 0
        if member.shape != () or member.dtype.kind not in "iu":
            raise self._bad("its version is not a number")
        version = int(self._whole(archive, member)[()])
        if not 1 <= version <= VERSION:
            raise self._bad(f"its version is {version}, and this formcheck reads up to {VERSION}")
        return version

    def _choose_columns(self, members: Mapping[str, _Member]) -> tuple[Column, ...]:
        if self.version == 0:
            return (TIME, LANDMARKS, WORLD)
        extras = sorted(name for name in members if EXTRA_NAME.fullmatch(name))
        with_feet = self.version >= 2 and any(column.name in members for column in FEET_COLUMNS)
        feet = FEET_COLUMNS if with_feet else ()
        return (*COLUMNS, *feet, *(extra_column(name) for name in extras))

    def _check_shapes(self, members: Mapping[str, _Member]) -> int:
        counts = set()
        for column in self._columns:
            member = members.get(column.name)
            if member is None:
                raise self._bad(f"'{column.name}' is missing")
            if member.dtype != column.dtype:
                raise self._bad(
                    f"'{column.name}' holds {member.dtype}, where {column.dtype} belongs"
                )
            if not member.shape or member.shape[1:] != column.shape:
                raise self._bad(f"'{column.name}' has the shape {member.shape}")
            counts.add(member.shape[0])
        if len(counts) > 1:
            raise self._bad("its arrays differ in length")
        (count,) = counts
        if count > MAX_POSES:
            raise self._bad(f"it claims {count} poses")
        return count

    def _read_size(
        self, archive: zipfile.ZipFile, members: Mapping[str, _Member]
    ) -> tuple[int, int]:
        member = members.get("size")
        if member is None or member.shape != (2,) or member.dtype.kind not in "iu":
            raise self._bad("'size' is missing, or is not width and height")
        size = self._whole(archive, member)
        if problem := SIZE.problem(size):
            raise self._bad(problem)
        return int(size[0]), int(size[1])

    def _read_meta(
        self, archive: zipfile.ZipFile, members: Mapping[str, _Member]
    ) -> dict[str, Any]:
        member = members.get("meta")
        if member is None or member.shape != () or member.dtype.kind != "U":
            raise self._bad("'meta' is missing, or is not a text")
        if member.dtype.itemsize > 4 * MAX_META_CHARACTERS:
            raise self._bad("'meta' is too long")
        try:
            meta = json.loads(str(self._whole(archive, member)[()]))
        except ValueError:
            raise self._bad("'meta' is not JSON") from None
        if not isinstance(meta, dict):
            raise self._bad("'meta' is not a JSON object")
        return meta

    def _whole(self, archive: zipfile.ZipFile, member: _Member) -> NDArray[Any]:
        """Read a small array at once; the caller has checked its shape and type."""
        with archive.open(f"{member.name}.npy") as stream:
            self._take(stream, member.header_bytes, member.name)
            data = self._take(stream, member.dtype.itemsize * prod(member.shape), member.name)
        return np.frombuffer(data, dtype=member.dtype).reshape(member.shape)

    def _rows(self, stream: IO[bytes], column: Column, count: int) -> NDArray[Any]:
        data = self._take(stream, count * column.row_bytes, column.name)
        rows = np.frombuffer(data, dtype=column.dtype).reshape(count, *column.shape)
        if problem := column.problem(rows):
            raise self._bad(problem)
        return rows

    def _take(self, stream: IO[bytes], count: int, name: str) -> bytes:
        data = stream.read(count)
        if len(data) != count:
            raise self._bad(f"'{name}' ends too early")
        return data
