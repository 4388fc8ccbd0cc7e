"""What somebody with the keys to the database server can copy: every row with its hidden columns, deleted rows on the
pages, files, write-ahead log, a dump. Read as the superuser, whom no row security stops."""

import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg2
from django.conf import settings
from psycopg2 import sql

from werkdruk.embedded import place

# Every answer sheet of the tests holds such a word.
MARK = re.compile(rb"Merk-[0-9a-f]{16}")
LOOKED_INTO = (
    "surveys_ballot",
    "surveys_delivery",
    "surveys_invitation",
    "surveys_openanswer",
    "surveys_unitaccumulator",
    "surveys_waveblock",
)

Row = dict[str, Any]


def database_url() -> str:
    """The superuser's address of this run's database."""
    return re.sub(
        r"/[^/]+$", f"/{settings.DATABASES['default']['NAME']}", os.environ["WERKDRUK_TEST_ADMIN_URL"]
    )


@dataclass
class Copy:
    """All that was read at one moment. `remains`: row versions on the pages, live and deleted, where pageinspect can be
    had (`has_pages`)."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    sequences: dict[str, int | None] = field(default_factory=dict)
    remains: dict[str, list[Row]] = field(default_factory=dict)
    has_pages: bool = False
    dump: bytes = b""
    files: list[bytes] = field(default_factory=list)
    logs: bytes = b""

    def texts(self) -> Iterator[bytes]:
        """Everything in which a readable answer could stand."""
        yield self.dump
        yield self.logs
        yield from self.files
        for rows in (*self.tables.values(), *self.remains.values()):
            for row in rows:
                for value in row.values():
                    yield bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()

    def marks(self) -> set[bytes]:
        """The marks of answer sheets that can be read without any key."""
        return {mark for text in self.texts() for mark in MARK.findall(text)}

    def possible_keys(self) -> set[bytes]:
        """Everything of the size of a key."""
        return {
            bytes(value)
            for rows in self.tables.values()
            for row in rows
            for value in row.values()
            if isinstance(value, (bytes, memoryview)) and len(value) == 32
        }


class Copier:
    """Takes copies; remembers where the write-ahead log was at the start."""

    def __init__(self) -> None:
        self.connection = psycopg2.connect(database_url())
        self.connection.autocommit = True
        self.start = self._one("SELECT pg_walfile_name(pg_current_wal_lsn())")
        self.has_pages = self._try("CREATE EXTENSION IF NOT EXISTS pageinspect")

    def take(self, *, dump: bool = False, logs: bytes = b"") -> Copy:
        """Everything, now."""
        copy = Copy(logs=logs, has_pages=self.has_pages)
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.relname, c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'S')"
            )
            for name, kind in cursor.fetchall():
                if kind == "S":
                    copy.sequences[name] = self._one(f'SELECT last_value FROM "{name}"')
                else:
                    copy.tables[name] = self._rows(name)
        if self.has_pages:
            copy.remains = {name: self._remains(name) for name in LOOKED_INTO}
        if dump:
            copy.dump = self._dump()
        copy.files = list(self._files())
        return copy

    def close(self) -> None:
        self._try("DROP EXTENSION IF EXISTS pageinspect")
        self.connection.close()

    def _rows(self, table: str) -> list[Row]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "SELECT xmin::text::bigint AS xmin, xmax::text::bigint AS xmax, ctid::text AS ctid, * FROM {}"
                ).format(sql.Identifier(table))
            )
            names = [column.name for column in cursor.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        for row in rows:
            row["ctid"] = tuple(map(int, row["ctid"].strip("()").split(",")))
        return rows

    def _remains(self, table: str) -> list[Row]:
        """Every version of a row that still stands on a page, with values put together from the pages of its TOAST."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum",
                [table],
            )
            names = [name for (name,) in cursor.fetchall()]
            toast = self._one(
                f"SELECT reltoastrelid::regclass::text FROM pg_class WHERE oid = '{table}'::regclass"
            )
            chunks: dict[int, dict[int, bytes]] = defaultdict(dict)
            for attributes in self._items(toast) if toast != "-" else ():
                number, part, content = attributes["values"]
                chunks[int.from_bytes(number, "little")][int.from_bytes(part, "little")] = content[4:]
            rows = []
            for item in self._items(table):
                row: Row = {"xmin": item["xmin"], "ctid": item["ctid"]}
                for name, value in zip(names, item["values"], strict=False):
                    if value is not None and len(value) == 18 and value[:2] == b"\x01\x12":
                        parts = chunks.get(int.from_bytes(value[10:14], "little"), {})
                        row[name] = b"".join(parts[part] for part in sorted(parts))
                    else:
                        row[name] = value
                rows.append(row)
        return rows

    def _items(self, relation: str) -> Iterator[Row]:
        pages = self._one(
            f"SELECT pg_relation_size('{relation}'::regclass) / current_setting('block_size')::int"
        )
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT i.t_xmin::text::bigint, page, i.lp, i.t_attrs FROM generate_series(0, %s) page, "
                "heap_page_item_attrs(get_raw_page(%s, page::int), %s::regclass) i WHERE i.t_attrs IS NOT NULL",
                [pages - 1, relation, relation],
            )
            for xmin, page, number, values in cursor.fetchall():
                yield {
                    "xmin": xmin,
                    "ctid": (page, number),
                    "values": [None if value is None else bytes(value) for value in values],
                }

    def _files(self) -> Iterator[bytes]:
        """The files of the database and the write-ahead log since the start, as a backup of files has them."""
        with self.connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            folder = self._one("SELECT 'base/' || oid FROM pg_database WHERE datname = current_database()")
            cursor.execute("SELECT pg_ls_dir(%s)", [folder])
            for (name,) in cursor.fetchall():
                yield bytes(self._one("SELECT pg_read_binary_file(%s, true)", f"{folder}/{name}") or b"")
            now = self._one("SELECT pg_walfile_name(pg_current_wal_lsn())")
            cursor.execute("SELECT name FROM pg_ls_waldir() WHERE name BETWEEN %s AND %s", [self.start, now])
            for (name,) in cursor.fetchall():
                yield bytes(self._one("SELECT pg_read_binary_file(%s, true)", f"pg_wal/{name}") or b"")

    def _dump(self) -> bytes:
        program = place.installed() / "bin" / "pg_dump"
        done = subprocess.run(
            [program, "--dbname", database_url()], capture_output=True, check=True, env={**os.environ}
        )
        return done.stdout

    def _one(self, query: str, *values: Any) -> Any:
        with self.connection.cursor() as cursor:
            cursor.execute(query, values or None)
            row = cursor.fetchone()
            return row[0] if row else None

    def _try(self, statement: str) -> bool:
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(statement)
        except psycopg2.Error:
            return False
        return True
