"""Writes a recording while its length is not known yet."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import OutputError
from formcheck.pose.recording.columns import (
    COLUMNS,
    EXTRA,
    EXTRA_NAME,
    FEET_COLUMNS,
    VERSION,
    Column,
    extra_column,
)
from formcheck.pose.types import Feet, Pose

_CHUNK = 256
"""Poses held in memory before they go to disk."""

_STORED = ("landmarks", "world", "feet")
"""Noise in their low bits: deflate takes 28 µs a pose to save a tenth."""


class RecordingWriter:
    """Writes poses to `landmarks.npz` in flat memory.

    Rows are spooled to temporary files beside `path` and put together on `close`, which also runs
    when the block is left by an error or Ctrl-C: what was seen is kept.

    Attributes:
        meta: free facts that can be written as JSON; may be set until `close`.

    Example:
        >>> with RecordingWriter(path) as writer:  # doctest: +SKIP
        ...     writer.append(pose)
        ...     writer.meta["source"] = "squats.mp4"
    """

    def __init__(self, path: Path) -> None:
        """Prepare to write.

        Raises:
            OutputError: nothing can be written there.
        """
        self.path = path
        self.meta: dict[str, Any] = {}
        self._count = 0
        self._pending: list[Pose] = []
        self._files: dict[str, BinaryIO] = {}
        self._columns = {column.name: column for column in COLUMNS}
        self._open = True
        with self._writing():
            self._folder = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
            for column in COLUMNS:
                self._files[column.name] = self._spool(column)

    def __len__(self) -> int:
        """Poses appended so far."""
        return self._count + len(self._pending)

    def append(self, pose: Pose) -> None:
        """Add one pose.

        Raises:
            OutputError: the disk is full, or the folder is gone; only `close` makes sense then.
            ValueError: a name in `pose.extra` is not a plain word.
        """
        self._pending.append(pose)
        if len(self._pending) >= _CHUNK:
            with self._writing():
                self._flush()

    def close(self) -> None:
        """Put the recording together; safe to call again.

        Raises:
            OutputError: it cannot be written.
        """
        if not self._open:
            return
        self._open = False
        try:
            with self._writing():
                self._flush()
                self._assemble()
        finally:
            self._clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.close()
        except OutputError as second:
            if error is None:
                raise
            error.add_note(str(second))  # the first error is the one to show

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"The recording {self.path} cannot be written ({error.strerror or error})."
            ) from error

    def _spool(self, column: Column) -> BinaryIO:
        return (self._folder / column.name).open("wb")

    def _flush(self) -> None:
        poses, self._pending = self._pending, []
        if not poses:
            return
        for name in sorted({EXTRA + name for pose in poses for name in pose.extra}):
            if name not in self._files:
                self._add_extra(name)
        if FEET_COLUMNS[0].name not in self._files and any(pose.feet for pose in poses):
            for column in FEET_COLUMNS:
                self._add(column)
        for name, file in self._files.items():
            file.write(_rows(self._columns[name], poses).tobytes())
            file.flush()
        self._count += len(poses)

    def _add_extra(self, name: str) -> None:
        if not EXTRA_NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot name a measurement in a recording")
        self._add(extra_column(name))

    def _add(self, column: Column) -> None:
        """Begin a column that the poses so far do not have."""
        self._columns[column.name] = column
        file = self._files[column.name] = self._spool(column)
        missing = np.full((_CHUNK, *column.shape), np.nan, dtype=column.dtype).tobytes()
        for start in range(0, self._count, _CHUNK):
            file.write(missing[: column.row_bytes * min(_CHUNK, self._count - start)])

    def _assemble(self) -> None:
        made = self._folder / "made.npz"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            _write_array(archive, "version", np.array(VERSION, dtype=np.int64))
            for name, file in self._files.items():
                file.close()
                self._move_into(archive, self._columns[name])
            text = json.dumps(self.meta)
            _write_array(archive, "meta", np.array(text, dtype=np.str_))
        made.replace(self.path)

    def _move_into(self, archive: zipfile.ZipFile, column: Column) -> None:
        spool = self._folder / column.name
        stored = column.name in _STORED
        info = zipfile.ZipInfo(f"{column.name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        shape = (self._count, *column.shape)
        # A flush that the disk cut short left files of unequal length: take the whole rows.
        left = self._count * column.row_bytes
        with archive.open(info, "w", force_zip64=True) as target, spool.open("rb") as source:
            _write_header(target, column.dtype, shape)
            while left and (block := source.read(min(left, 1 << 16))):
                target.write(block)
                left -= len(block)
        spool.unlink()

    def _clear(self) -> None:
        for file in self._files.values():
            with contextlib.suppress(OSError):
                file.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _rows(column: Column, poses: list[Pose]) -> NDArray[Any]:
    if column.name.startswith(EXTRA):
        name = column.name.removeprefix(EXTRA)
        values: list[Any] = [pose.extra.get(name, np.nan) for pose in poses]
    elif column in FEET_COLUMNS:
        nothing = Feet.none()
        attribute = "points" if column is FEET_COLUMNS[0] else "about"
        values = [getattr(pose.feet or nothing, attribute) for pose in poses]
    else:
        values = [getattr(pose, column.name) for pose in poses]
    return np.array(values, dtype=column.dtype)


def _write_header(target: IO[bytes], dtype: np.dtype[Any], shape: tuple[int, ...]) -> None:
    np.lib.format.write_array_header_1_0(
        target,
        {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": shape},
    )


def _write_array(archive: zipfile.ZipFile, name: str, array: NDArray[Any]) -> None:
    info = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as target:
        _write_header(target, array.dtype, array.shape)
        target.write(array.tobytes())
