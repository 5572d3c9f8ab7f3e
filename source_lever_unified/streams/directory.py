"""The small lists of an account, each read once per sync by whoever needs it first."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from threading import Lock

from source_lever_unified import troubles
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.errors import Forbidden, NotFound, Unintelligible
from source_lever_unified.streams.small_lists import Need, SmallList
from source_lever_unified.sync.once import Once
from source_lever_unified.sync.snapshot import WholeList
from source_lever_unified.unified.values import objects, text


class Directory:
    def __init__(self, client: LeverClient, logger: logging.Logger, *, include_confidential: bool) -> None:
        self._client = client
        self._logger = logger
        self._include_confidential = include_confidential
        self._lists: dict[SmallList, Once[WholeList]] = {}
        self._warned: set[str] = set()
        self._lock = Lock()

    def read(self, small_list: SmallList) -> WholeList:
        """
        Raises:
            LeverError: the list cannot be read. It is not asked for again in this sync.
        """
        return self._once(small_list)()

    def whole(self, small_list: SmallList) -> WholeList:
        """A list for a stream that is made of it. One of a feature that is off holds nothing, and buries nothing.

        Raises:
            LeverError: as `read`.
        """
        try:
            return self.read(small_list)
        except NotFound:
            if not small_list.off:
                raise
            self._warn_once(small_list.off)
            return WholeList([], complete=False)

    def prepare(self, small_list: SmallList) -> None:
        """Read it now. A failure is for those who will need the list."""
        self._once(small_list).prepare()

    def lookup(self, need: Need) -> Mapping[str, LeverObject]:
        """A list by id, for names and meanings in streams' rows; empty, with a warning, when it may not be read.

        Raises:
            LeverError: the list is required, or it cannot be read for another reason than a missing permission, so that
                it may be read the next time: rows without its names would stay so. One that is required must be whole:
                what is missing from it would be taken for deleted.
        """
        endpoint = need.small_list.endpoint
        try:
            whole = self.read(need.small_list)
        except (Forbidden, NotFound) as refused:
            if need.required or (isinstance(refused, NotFound) and not need.small_list.may_be_missing):
                raise
            self._logger.log(need.level, "%s %s", refused.message, need.without)
            return {}
        if need.required and not whole.complete:
            raise Unintelligible(endpoint.path, troubles.LIST_NOT_WHOLE(path=endpoint.path, key=endpoint.key))
        return {item["id"]: item for item in whole.items}

    def _warn_once(self, sentence: str) -> None:
        with self._lock:
            if sentence in self._warned:
                return
            self._warned.add(sentence)
        self._logger.warning("%s", sentence)

    def _once(self, small_list: SmallList) -> Once[WholeList]:
        with self._lock:
            return self._lists.setdefault(small_list, Once(lambda: self._ask_for(small_list)))

    def _ask_for(self, small_list: SmallList) -> WholeList:
        if small_list.endpoint.single:
            body = self._client.object(small_list.endpoint, small_list.params)
            return WholeList([item for item in objects(body[small_list.endpoint.key]) if text(item.get("id"))])
        params = dict(small_list.params)
        if small_list.has_confidential and self._include_confidential:
            params["confidentiality"] = "all"
        pages = list(self._client.pages(small_list.endpoint, params))
        return WholeList([item for page in pages for item in page.items], not any(page.keyless for page in pages))
