"""`python -m lever_sandbox.benchmark`: how many list pages a second the sandbox serves.

Starts the sandbox as a process of its own and reads all opportunities over keep-alive connections, each walking its
own window over `createdAt`, as a connector does. The client does as little as it can: it counts bytes and cuts the
token out of the tail of a page.
"""

from __future__ import annotations

import argparse
import re
import socket
import subprocess
import sys
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from lever_sandbox.clock import DATA_NOW
from lever_sandbox.timeline import moment_of

KEY = b64encode(b"sandbox-key:").decode()


def walk(port: int, start: int, end: int) -> tuple[int, int]:
    """Pages and bytes of one window."""
    path = f"/v1/opportunities?expand=applications&confidentiality=all&created_at_start={start}&created_at_end={end}"
    pages = received = 0
    offset = ""
    buffer = bytearray(4 * 1024 * 1024)
    view = memoryview(buffer)
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        while True:
            head = f"GET {path}{offset} HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Basic {KEY}\r\n\r\n"
            connection.sendall(head.encode())
            filled, size = 0, 0
            while not size or filled < size:
                filled += connection.recv_into(view[filled:])
                if not size and (end_of_head := buffer.find(b"\r\n\r\n", 0, filled)) >= 0:
                    length = re.search(rb"Content-Length: (\d+)", view[:end_of_head])
                    assert length is not None
                    size = end_of_head + 4 + int(length[1])
            pages += 1
            received += size
            token = re.search(rb'"hasNext":true,"next":"([^"]+)"', view[size - 200 : size])
            if token is None:
                return pages, received
            offset = "&offset=" + token[1].decode().replace("%", "%25")


def main() -> None:
    parser = argparse.ArgumentParser(prog="lever_sandbox.benchmark")
    parser.add_argument("--opportunities", type=int, default=20_000)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    begun = time.perf_counter()
    command = [sys.executable, "-m", "lever_sandbox", "--port", "0", "--opportunities", str(options.opportunities)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline().rsplit(":", 1)[1].split("/")[0])
        print(f"started with {options.opportunities} opportunities in {time.perf_counter() - begun:.1f} s")
        # Windows of about equal size.
        count = options.connections
        edges = [moment_of(number / count, DATA_NOW) for number in range(count + 1)]
        edges[0], edges[-1] = 0, DATA_NOW
        windows = [(port, start, end - 1) for start, end in pairwise(edges)]
        with ThreadPoolExecutor(count) as pool:
            for _ in range(options.rounds):
                begun = time.perf_counter()
                results = list(pool.map(lambda window: walk(*window), windows))
                seconds = time.perf_counter() - begun
                pages = sum(result[0] for result in results)
                megabytes = sum(result[1] for result in results) / 1e6
                print(f"{pages} pages, {megabytes:.0f} MB in {seconds:.2f} s: {pages / seconds:.0f} pages/s")
        server.terminate()


if __name__ == "__main__":
    main()
