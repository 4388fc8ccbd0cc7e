"""The lightest SMTP server that is still one: takes every message, keeps none. Prints its port.

The product's own sink writes each message to a file and costs about as much as sending; this one shows the sender.
"""

import asyncio
import sys


class _Line(asyncio.Protocol):
    def __init__(self) -> None:
        self._buffer = b""
        self._in_message = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while True:
            end = b"\r\n.\r\n" if self._in_message else b"\r\n"
            part, found, rest = self._buffer.partition(end)
            if not found:
                return
            self._buffer = rest
            if self._in_message:
                self._in_message = False
                self._transport.write(b"250 OK\r\n")
                continue
            command = part[:4].upper()
            self._in_message = command == b"DATA"
            self._transport.write(
                {b"DATA": b"354 go\r\n", b"QUIT": b"221 bye\r\n"}.get(command, b"250 OK\r\n")
            )
            if command == b"QUIT":
                self._transport.close()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Line, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
