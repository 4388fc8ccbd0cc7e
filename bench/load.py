"""Clients of a web server, in a process of their own: each keeps one connection and asks again when answered.

    python -m bench.load < ORDER

ORDER is JSON: {"port", "clients", "seconds", "flows": [[request, …], …], "again": bool}. A request is
[method, path, body, expected status]; a flow is asked in order by one client. `again` starts over at the end
of the list; otherwise the clients stop there. Prints JSON: seconds, flows, and the milliseconds of each flow.

One thread and plain sockets: the generator must not be what is measured. It spends about 30 µs a request.
"""

import itertools
import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from typing import Any

HEAD_END = b"\r\n\r\n"


class Client:
    """One connection that works through flows."""

    def __init__(self, port: int, flows: Iterator[list[tuple[bytes, int]]]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.flows = flows
        self.flow: list[tuple[bytes, int]] = []
        self.step = 0
        self.begun = 0.0
        self.answer = b""
        self.whole = 0
        self.done: list[float] = []

    def begin(self) -> bool:
        """Ask the first request of the next flow; False when there is none."""
        self.flow = next(self.flows, [])
        self.step = 0
        if not self.flow:
            return False
        self.begun = time.perf_counter()
        self._ask()
        return True

    def _ask(self) -> None:
        self.answer, self.whole = b"", 0
        self.socket.sendall(self.flow[self.step][0])

    def read(self) -> bool:
        """Take what came in; True when the flow is done."""
        block = self.socket.recv(262144)
        if not block:
            raise ConnectionError("the server closed the connection")
        self.answer += block
        if not self.whole:
            end = self.answer.find(HEAD_END)
            if end < 0:
                return False
            head = self.answer[:end].lower()
            at = head.find(b"content-length:")
            if at < 0:
                raise ValueError(f"no length in {head!r}")
            self.whole = end + len(HEAD_END) + int(head[at + 15 :].split(b"\r", 1)[0])
        if len(self.answer) < self.whole:
            return False
        status = int(self.answer[9:12])
        expected = self.flow[self.step][1]
        if status != expected:
            raise ValueError(f"{status} instead of {expected}: {self.flow[self.step][0][:80]!r}")
        self.step += 1
        if self.step < len(self.flow):
            self._ask()
            return False
        self.done.append((time.perf_counter() - self.begun) * 1000)
        return True


def _bytes(method: str, path: str, body: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept: text/html", "Accept-Language: nl"]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def run(order: dict[str, Any]) -> dict[str, Any]:
    """Do one order; raises for an answer with another status than expected."""
    flows = [[(_bytes(*request[:3]), request[3]) for request in flow] for flow in order["flows"]]
    source = itertools.cycle(flows) if order["again"] else iter(flows)
    clients = [Client(order["port"], source) for _ in range(order["clients"])]
    selector = selectors.DefaultSelector()
    busy = 0
    begun = time.perf_counter()
    end = begun + order["seconds"]
    for client in clients:
        selector.register(client.socket, selectors.EVENT_READ, client)
        busy += client.begin()
    while busy:
        for key, _ in selector.select():
            client = key.data
            if client.read():
                busy -= 1
                if time.perf_counter() < end:
                    busy += client.begin()
    took = time.perf_counter() - begun
    for client in clients:
        client.socket.close()
    return {"seconds": took, "milliseconds": [one for client in clients for one in client.done]}


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
