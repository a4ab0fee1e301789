"""How the two processes speak: a length, a row of JSON, and the bytes that the row announces."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

LENGTH = struct.Struct(">I")
# A row holds a text and its codes; more is a mistake.
MAX_ROW = 1_000_000


def pack(row: Mapping[str, Any], data: bytes = b"") -> bytes:
    """A row and the bytes that belong to it."""
    said = json.dumps({**row, "bytes": len(data)}).encode()
    return LENGTH.pack(len(said)) + said + data


def unpack_length(head: bytes) -> int:
    """The length of the row that follows. Raises ValueError for what cannot be one."""
    (length,) = LENGTH.unpack(head)
    if length > MAX_ROW:
        raise ValueError("a row that is too long")
    return int(length)
