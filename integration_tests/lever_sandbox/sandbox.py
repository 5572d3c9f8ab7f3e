"""The sandbox for tests: an account behind a real HTTP server in a background thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from lever_sandbox.account import Account
from lever_sandbox.api import ROOT
from lever_sandbox.auth import Authority
from lever_sandbox.control import CONTROL_ROOT
from lever_sandbox.faults import Faults
from lever_sandbox.hooks import Hook
from lever_sandbox.jsontypes import Json
from lever_sandbox.request_log import RequestLog
from lever_sandbox.server import serve
from lever_sandbox.service import Service
from lever_sandbox.settings import Settings

_TURNS = 50


class Sandbox:
    """`with Sandbox(opportunities=300, seed=7) as sandbox:` listens on a free loopback port for the block.

    Takes the arguments of `Account`, or a ready `account`, and any setting of `Settings` (`rps=10`,
    `latency_ms=50`, ...).
    """

    def __init__(
        self,
        opportunities: int = 200,
        *,
        seed: int = 1,
        postings: int | None = None,
        users: int | None = None,
        now: int | None = None,
        account: Account | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        **settings: Any,
    ) -> None:
        if account is None:
            account = Account(opportunities, seed=seed, postings=postings, users=users, now=now)
        switches = Settings()
        switches.update(settings)
        self._service = Service(account, switches)
        self._host = host
        self._port = port
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None

    @property
    def account(self) -> Account:
        """The live data: look at it and change it, while clients read."""
        return self._service.account

    @property
    def settings(self) -> Settings:
        return self._service.settings

    @property
    def credentials(self) -> Authority:
        """API keys and OAuth grants."""
        return self._service.authority

    @property
    def requests(self) -> RequestLog:
        return self._service.requests

    @property
    def faults(self) -> Faults:
        return self._service.faults

    @property
    def rate(self) -> Json:
        """Per credential: tokens permitted and used between its first and last request."""
        return self._service.authority.rate_statistics()

    def before(self, path: str, action: Callable[[], object], *, nth: int = 1, repeat: bool = False) -> Hook:
        """Run `action` before the `nth` request (from 1) whose target (`/v1/path?query`) matches `path`."""
        return self._service.hooks.before(path, action, nth=nth, repeat=repeat)

    def clear_hooks(self) -> None:
        self._service.hooks.clear()

    def reset_requests(self) -> None:
        """Forget the requests so far and fill the buckets.

        What a client sent before it was killed belongs to those so far, also if nobody has looked at it yet.
        """
        self._answer_what_has_arrived()
        self.requests.reset()
        self.credentials.reset_buckets()

    def _answer_what_has_arrived(self) -> None:
        if self._thread is None or self._loop is None or threading.current_thread() is self._thread:
            return

        async def some_turns() -> None:
            # A turn of the loop takes one connection in, another its request.
            for _ in range(_TURNS):
                await asyncio.sleep(0)

        asyncio.run_coroutine_threadsafe(some_turns(), self._loop).result()

    @property
    def port(self) -> int:
        return self._port

    @property
    def auth_url(self) -> str:
        """The token endpoint is this + `/oauth/token`."""
        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        return f"{self.auth_url}{ROOT}"

    @property
    def control_url(self) -> str:
        return f"{self.auth_url}{CONTROL_ROOT}"

    def start(self) -> Sandbox:
        """Listen in a background thread. Raises OSError when the port is taken."""
        ready: threading.Event = threading.Event()
        failure: list[BaseException] = []

        def announce(port: asyncio.Future[int]) -> None:
            if not port.cancelled():
                self._port = port.result()
                ready.set()

        async def run() -> None:
            self._loop = asyncio.get_running_loop()
            self._stop = asyncio.Event()
            started: asyncio.Future[int] = self._loop.create_future()
            serving = asyncio.create_task(serve(self._service, self._host, self._port, started, self._stop))
            serving.add_done_callback(lambda _task: started.cancel())
            started.add_done_callback(announce)
            await serving

        def work() -> None:
            try:
                asyncio.run(run())
            except BaseException as error:
                failure.append(error)
            finally:
                ready.set()

        self._thread = threading.Thread(target=work, name="lever-sandbox", daemon=True)
        self._thread.start()
        ready.wait()
        if failure:
            self._thread.join()
            self._thread = None
            raise failure[0]
        return self

    def stop(self) -> None:
        """Close the port and every connection. What was counted stays readable."""
        if self._thread is None or self._loop is None or self._stop is None:
            return
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._thread = None

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
