"""`python -m lever_sandbox`: the sandbox as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal

from lever_sandbox.account import Account
from lever_sandbox.api import ROOT
from lever_sandbox.server import serve
from lever_sandbox.service import Service
from lever_sandbox.settings import Settings
from lever_sandbox.timeline import GROWTH


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lever_sandbox", description="A fake of Lever's Data API on loopback.")
    parser.add_argument("--opportunities", type=int, default=2000, metavar="N")
    parser.add_argument("--postings", type=int, metavar="P", help="default N/40, at least 12")
    parser.add_argument("--users", type=int, metavar="U", help="default 14 + N/400, at least 8")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="same arguments, same bytes")
    parser.add_argument(
        "--growth",
        type=float,
        default=GROWTH,
        metavar="G",
        help="candidates of a year, beside the year before (default %(default)s)",
    )
    parser.add_argument(
        "--now",
        type=int,
        metavar="MS",
        help="epoch ms: generate data up to here and stop the account's clock here",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8719, help="0 picks a free one")
    parser.add_argument("--rps", type=float, help="requests per second and credential (default: no limit)")
    parser.add_argument("--burst", type=float, default=20, help="size of the token bucket (default 20)")
    parser.add_argument("--latency-ms", type=float, default=0, help="added to every API answer")
    parser.add_argument(
        "--retry-after", type=float, metavar="SECONDS", help="send Retry-After with 429 (default: no header)"
    )
    parser.add_argument("--expires-in", type=int, default=3600, help="life of an access token in seconds")
    return parser.parse_args(arguments)


async def run(options: argparse.Namespace) -> None:
    account = Account(
        options.opportunities,
        seed=options.seed,
        postings=options.postings,
        users=options.users,
        now=options.now,
        growth=options.growth,
    )
    settings = Settings(
        rps=options.rps,
        burst=options.burst,
        latency_ms=options.latency_ms,
        retry_after=options.retry_after,
        expires_in=options.expires_in,
    )
    # The account lives as long as the process: the collector need not look at it again and again.
    gc.freeze()
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    started: asyncio.Future[int] = loop.create_future()
    started.add_done_callback(
        lambda port: print(f"Lever sandbox listening on http://{options.host}:{port.result()}{ROOT}", flush=True)
    )
    await serve(Service(account, settings), options.host, options.port, started, stop)


if __name__ == "__main__":
    asyncio.run(run(parse_arguments()))
