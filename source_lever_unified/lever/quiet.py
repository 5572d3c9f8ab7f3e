"""Keeps the words of libraries out of the log while they ask Lever.

The CDK and urllib3 log the address of every request, at debug level and some at others, and an address holds the id of
a person or the filter of a list. What they say beyond that is not true of us: to the CDK every wait is a rate limit.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOGGERS = (
    "airbyte",
    "backoff",
    "charset_normalizer",
    "requests",
    "urllib3.connection",
    "urllib3.connectionpool",
    "urllib3.poolmanager",
    "urllib3.response",
    "urllib3.util.retry",
)
"""Of the CDK's own modules, and of what they use. A filter sees what its logger logs, not what a child of it does."""

_asking = threading.local()


def own_words(logger: logging.Logger) -> logging.Logger:
    """The logger for what we say ourselves in the meantime."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_is_not_asking)
    return logger.getChild("lever")


@contextmanager
def asking() -> Iterator[None]:
    """Nothing that a library logs in this thread meanwhile is passed on."""
    before = getattr(_asking, "now", False)
    _asking.now = True
    try:
        yield
    finally:
        _asking.now = before


def _is_not_asking(record: logging.LogRecord) -> bool:  # noqa: ARG001
    return not getattr(_asking, "now", False)
