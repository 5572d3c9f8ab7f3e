"""Fetches the content of rows into the folder that Airbyte takes files from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from airbyte_cdk.models import AirbyteRecordMessageFileReference, FailureType
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import AccessError, LeverError, Undeliverable
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.sublist import Parent
from source_lever_unified.unified.row import Row

if TYPE_CHECKING:
    from source_lever_unified.lever.client import LeverClient
    from source_lever_unified.sync.engine import Engine
    from source_lever_unified.sync.staging import Staging


@dataclass(frozen=True)
class SourceFile:
    """A file of Lever's: item `id` below `parent_id`. `relative_path`: what it is called at the destination."""

    endpoint: Endpoint
    parent_id: str
    id: str
    relative_path: str
    size: int | None
    """As Lever lists it."""


@dataclass
class Attached:
    """`references`: by a row's id where its content is. `missing`: how many may be got another time."""

    references: dict[str, AirbyteRecordMessageFileReference] = field(default_factory=dict)
    missing: int = 0


class Files:
    """The files of one sync; none is larger than `most_bytes`. Thread-safe."""

    def __init__(self, engine: Engine, client: LeverClient, staging: Staging, most_bytes: int) -> None:
        self._engine = engine
        self._client = client
        self._staging = staging
        self._most_bytes = most_bytes

    def attach(self, stream: Selected, parent: Parent, rows: Sequence[Row]) -> Attached:
        """Fetch the content of living rows of a parent, one after another.

        Raises:
            AccessError: the credentials do not reach to it, which somebody has to mend.
            AirbyteTracedException: it cannot be written.
        """
        attached = Attached()
        for row in rows:
            file = None if row["remote_deleted_at"] else stream.stream.file_of(row, parent)
            if file is None:
                continue
            try:
                attached.references[row["id"]] = self._fetch(stream, file)
            except Undeliverable as never:
                self._engine.drop(stream, f"files {never.reason}")
            except AccessError:
                raise
            except LeverError as unavailable:
                attached.missing += 1
                self._engine.drop(stream, "files that could not be got this time")
                self._engine.warn_once(
                    stream, f"{unavailable.message} The row comes without its content; the next sync asks again."
                )
            except OSError as unwritable:
                raise _unwritable(unwritable) from unwritable
        return attached

    def _fetch(self, stream: Selected, file: SourceFile) -> AirbyteRecordMessageFileReference:
        from source_lever_unified.lever.download import Content, too_large

        if file.size is not None and file.size > self._most_bytes:
            raise too_large(file.endpoint, self._most_bytes)
        written = 0

        def write(into: IO[bytes]) -> None:
            nonlocal written
            content = Content(into, self._most_bytes, file.size)
            self._client.download(file.endpoint, file.parent_id, file.id, content)
            written = content.size

        path = self._staging.keep(stream.name, file.relative_path, write)
        return AirbyteRecordMessageFileReference(str(path), file.relative_path, written)


def _unwritable(error: OSError) -> AirbyteTracedException:
    message = (
        f"Files cannot be written to Airbyte's staging folder: {error.strerror or type(error).__name__}. See that it "
        "is writable and has room, or switch off files for this stream in the connection."
    )
    return AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.system_error)
