"""What a stream of this connector is: a unified model, and how its rows come out of Lever.

Five kinds, by what costs requests: a small list that is read whole, a list of rows that never change, rows of each
opportunity or posting that a list yields, and rows of a sub-list that costs a request per opportunity or posting.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from airbyte_cdk.models import AirbyteStream, SyncMode
from airbyte_cdk.sources.streams.core import CheckpointMixin, Stream
from airbyte_cdk.sources.utils import casing

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import BadRequest, NotFound
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.personal_data import PersonalData
from source_lever_unified.streams.small_lists import Need, SmallList
from source_lever_unified.sync.economy import Omission
from source_lever_unified.sync.files import SourceFile
from source_lever_unified.sync.sublist import Answer, Fetched, NoList, whole_list
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import Opportunity, OpportunityRef
from source_lever_unified.unified.posting import PostingRef
from source_lever_unified.unified.row import Row
from source_lever_unified.unified.tombstone import tombstone
from source_lever_unified.unified.values import milliseconds

if TYPE_CHECKING:
    from source_lever_unified.config import Config
    from source_lever_unified.lever.client import LeverClient
    from source_lever_unified.sync.memory import Memory, SyncTimes
    from source_lever_unified.sync.windows import WindowSource


@dataclass(frozen=True)
class HangsOn:
    """The generation rule: whenever a row of `stream` is sent, all rows with its id in `field` are sent again.

    So a row older than its parent, or whose parent is deleted, is no longer true.
    """

    stream: str
    field: str


@dataclass(frozen=True)
class BelongsTo:
    """That a row, which never changes itself, is true as long as the row of `stream` whose id it has in `field`."""

    stream: str
    field: str


@dataclass(frozen=True)
class NamedBy:
    """That a row nobody deletes is still in use: a current row of `stream` has its id in `field`."""

    stream: str
    field: str


class LeverStream(Stream, CheckpointMixin, ABC):
    """A unified model.

    The first paragraph of a subclass's docstring is the model's description, in its schema as well; the others say what
    is worth knowing of how its rows come and go.
    """

    primary_key = "id"
    cursor_field = "changed_at"
    name: ClassVar[str]

    model: ClassVar[str]
    """Singular: the `model` in unified ids."""

    row: ClassVar[type]
    """The TypedDict of its rows, from which the JSON schema is generated."""

    known_by: ClassVar[str]
    """What its unified ids are made of, in words."""

    endpoint: ClassVar[Endpoint]
    """What it is read from, and which permission that takes."""

    personal_data: ClassVar[PersonalData]
    """What its rows say about people, without `remote_data`. Every stream must say so."""

    needs: ClassVar[Sequence[Need]] = ()
    hangs_on: ClassVar[HangsOn | None] = None
    named_by: ClassVar[NamedBy | None] = None
    belongs_to: ClassVar[BelongsTo | None] = None

    opt_in: ClassVar[str] = ""
    """The property of the config without which the stream is not offered."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.name = casing.camel_to_snake(cls.__name__)

    def __init__(self, config: Mapping[str, Any]) -> None:
        """`config` as the connector's spec describes it."""
        self._config = config
        self._state: MutableMapping[str, Any] = {}

    @classmethod
    def is_offered(cls, config: Config) -> bool:
        return not cls.opt_in or bool(getattr(config, cls.opt_in))

    @property
    def state(self) -> MutableMapping[str, Any]:
        """What the stream would go on from: after a read, or as far as a read that was left has got."""
        return self._state

    @state.setter
    def state(self, value: MutableMapping[str, Any]) -> None:
        self._state = value

    def read_records(
        self,
        sync_mode: SyncMode,
        cursor_field: list[str] | None = None,  # noqa: ARG002 - source-defined
        stream_slice: Mapping[str, Any] | None = None,  # noqa: ARG002 - windows are the engine's
        stream_state: Mapping[str, Any] | None = None,
    ) -> Iterable[Mapping[str, Any]]:
        """This stream's rows, read by itself; `state` is moved on as they are taken.

        Raises:
            AirbyteTracedException: a wrong config, or Lever refused or could not be read.
        """
        from source_lever_unified.streams.reading import read_one

        return read_one(self, self._config, sync_mode, stream_state if stream_state is not None else self._state)

    @classmethod
    def description(cls) -> str:
        return " ".join(inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0].split())

    @classmethod
    def bury(cls, key: str, deleted_at_ms: int | None, account: Account) -> Row:
        """The tombstone of a row, by `key_of` it. A time that cannot be one counts as the start of this sync."""
        known_ms = milliseconds(deleted_at_ms)
        gone_at_ms = account.synced_at if known_ms is None else known_ms
        if "remote_id" in cls.row.__annotations__:
            return tombstone(cls.row, account.id(cls.model, key), gone_at_ms, key, account.account_key)
        return tombstone(cls.row, key, gone_at_ms, account_key=account.account_key)

    @staticmethod
    def key_of(row: Row) -> str:
        """What the state remembers a row by: Lever's id, or the unified one of a row that has none."""
        return str(row.get("remote_id") or row["id"])

    @classmethod
    def memory(cls, saved: Mapping[str, Any], account: Account, times: SyncTimes) -> Memory | None:  # noqa: ARG003
        """What the stream must remember between syncs besides how far it got, as it was saved."""
        return None


class SnapshotStream(LeverStream):
    """A small list that Lever neither filters nor dates: read whole, compared with what was sent before.

    A row comes when it is new, or when anything in it except `remote_data` changed. What is no longer listed becomes a
    tombstone, dated by the start of the sync that saw it.
    """

    source: ClassVar[SmallList]

    dates_itself: ClassVar[bool] = False
    """Rows bring a time of their own, which is their `changed_at` as long as nobody has seen them before."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "source" in cls.__dict__:
            cls.endpoint = cls.source.endpoint

    @staticmethod
    @abstractmethod
    def rows(items: Sequence[LeverObject], account: Account) -> Iterator[Row]:
        """The rows of the whole list."""


class WindowedStream(LeverStream):
    """Rows that never change once they are there, of a list that Lever filters by when they were made.

    Later syncs reach back far behind the last one, and send what was not there by then.
    """

    off: ClassVar[str] = ""
    """What a 404 means for the whole list, where it belongs to a feature that an account need not have."""

    @classmethod
    @abstractmethod
    def windows(cls, client: LeverClient, config: Config) -> WindowSource:
        """The list, in windows."""

    @staticmethod
    @abstractmethod
    def rows(item: LeverObject, account: Account) -> Iterable[Row]: ...


class OpportunityStream(LeverStream):
    """Rows made from each opportunity, in the form in which `/opportunities?expand=applications` lists it.

    Rows come whenever Lever moves the opportunity's `updatedAt`.
    """

    endpoint = Endpoint(
        "/opportunities",
        "Opportunities",
        "opportunities:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-opportunities",
    )
    deletions: ClassVar[Endpoint | None] = None
    """The feed that tells when the object itself was deleted."""

    completed_by: ClassVar[Endpoint | None] = None
    """A sub-list of the opportunity without which the rows are not complete, if a stream reads it anyway."""

    incomplete: ClassVar[str] = ""
    """What becomes of the rows when that may not be read."""

    @staticmethod
    @abstractmethod
    def rows(opportunity: Opportunity, account: Account) -> Iterable[Row]: ...

    @staticmethod
    def complete(row: Row, children: Sequence[LeverObject], account: Account) -> Row:  # noqa: ARG004
        """The row with what the sub-list `completed_by` says."""
        return row


class PostingStream(LeverStream):
    """Rows made from each posting that `/postings` lists.

    Rows come whenever Lever moves the posting's `updatedAt`.
    """

    endpoint = Endpoint(
        "/postings",
        "Postings",
        "postings:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-postings",
    )
    deletions: ClassVar[Endpoint | None] = None

    also_named_by: ClassVar[Need | None] = None
    """Another list whose items name such rows too."""

    @staticmethod
    @abstractmethod
    def rows(posting: LeverObject, account: Account) -> Iterable[Row]: ...

    @staticmethod
    def rows_named_by(item: LeverObject, account: Account) -> Iterable[Row]:  # noqa: ARG004
        """The rows that an item of `also_named_by` names."""
        return ()


class ChildStream(LeverStream):
    """Rows of a sub-list that costs a request per parent, shared by all streams with the same endpoint."""

    reread_every_ms: ClassVar[int] = 0
    """A watched parent is not looked at again before."""

    forget_after_ms: ClassVar[int | None] = 90 * DAY_MS
    """When nothing has changed for so long, a watched parent is not looked at any more; None never."""

    owner: ClassVar[type[ChildStream] | None] = None
    """The stream made of the same children whose rows these hang on: when one of those goes out again, so do these."""

    left_out: ClassVar[Omission] = Omission()
    """When its sub-list is not asked for, if the user wants it lean."""

    needs_one_of: ClassVar[str] = ""
    """What becomes of its rows when one of several sub-lists may not be read; empty when it needs all of them."""

    is_file_based: ClassVar[bool] = False
    """Its rows have files, which Airbyte may be told to take as well: `file_of`."""

    def as_airbyte_stream(self) -> AirbyteStream:
        stream = super().as_airbyte_stream()
        stream.is_file_based = self.is_file_based or None
        return stream

    @classmethod
    def file_of(cls, row: Row, parent: Any) -> SourceFile | None:  # noqa: ARG003 - most have none
        """Where the content of a row is."""
        return None

    @classmethod
    def endpoints(cls) -> Sequence[Endpoint]:
        """The sub-lists that its rows are made of."""
        return (cls.endpoint,)

    @classmethod
    def omission(cls, endpoint: Endpoint) -> Omission:  # noqa: ARG003 - most have one
        """When one of `endpoints` is not asked for."""
        return cls.left_out

    @staticmethod
    @abstractmethod
    def fetch(client: LeverClient, endpoint: Endpoint, parent: Any) -> Answer:
        """The children of a parent.

        Raises:
            LeverError: they cannot be read. A 404 or 400 says nothing of whether the parent exists.
        """

    @staticmethod
    @abstractmethod
    def restore(saved: Sequence[Any]) -> Any:
        """The parent out of a state.

        Raises:
            ValueError: it was not written by this kind of stream.
        """

    @staticmethod
    @abstractmethod
    def rows(child: LeverObject, parent: Any, account: Account) -> Iterable[Row]:
        """The rows of a child; tombstones, when Lever lists it as deleted."""

    @classmethod
    def rows_from(cls, endpoint: Endpoint, child: LeverObject, parent: Any, account: Account) -> Iterable[Row]:  # noqa: ARG003
        """The rows of a child of one of `endpoints`."""
        return cls.rows(child, parent, account)

    @staticmethod
    def may_change(children: Sequence[LeverObject], parent: Any, account: Account) -> bool:  # noqa: ARG004
        """Whether such children may change without a sign on their parent, so that they must be looked at again."""
        return False

    @classmethod
    def memory(cls, saved: Mapping[str, Any], account: Account, times: SyncTimes) -> Memory:
        from source_lever_unified.sync.watch import Watch

        return Watch(cls, saved, account, times)


class OpportunityChild(ChildStream):
    """Rows of a sub-list of each opportunity.

    Rows come with their opportunity, whenever Lever moves its `updatedAt`.
    """

    fetch = staticmethod(whole_list)

    @staticmethod
    def restore(saved: Sequence[Any]) -> OpportunityRef:
        return OpportunityRef.from_state(saved)

    @staticmethod
    @abstractmethod
    def rows(child: LeverObject, parent: OpportunityRef, account: Account) -> Iterable[Row]: ...

    @staticmethod
    def may_change(children: Sequence[LeverObject], parent: OpportunityRef, account: Account) -> bool:  # noqa: ARG004
        return False


class PostingForm(ChildStream):
    """Rows of the application form of each posting.

    Rows come with their posting. Lever is not known to touch a posting when its form changes, so the forms of open
    postings (published, internal) are read again once a day.
    """

    endpoint = Endpoint(
        "/postings/:id/apply",
        "Postings",
        "postings:read:admin",
        "https://hire.lever.co/developer/documentation#retrieve-posting-application-questions",
        single=True,
    )

    reread_every_ms = DAY_MS
    forget_after_ms = None

    @staticmethod
    def restore(saved: Sequence[Any]) -> PostingRef:
        return PostingRef.from_state(saved)

    @staticmethod
    def fetch(client: LeverClient, endpoint: Endpoint, parent: PostingRef) -> Answer:
        try:
            form = client.object(endpoint, parent_id=parent.id)
        except (BadRequest, NotFound):
            if parent.is_open:
                raise
            # What nobody can apply to need not have a form.
            return NoList.NOT_EXPECTED
        return Fetched((form,), complete=True)

    @staticmethod
    @abstractmethod
    def rows(child: LeverObject, parent: PostingRef, account: Account) -> Iterable[Row]: ...

    @staticmethod
    def may_change(children: Sequence[LeverObject], parent: PostingRef, account: Account) -> bool:  # noqa: ARG004
        return parent.is_open
