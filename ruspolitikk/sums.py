"""How facts are written so that a checksum can be taken of them, and taken again years later."""

import json
from hashlib import sha256
from typing import Any


def canonical(facts: Any) -> str:
    """The one way that facts are written: JSON with sorted keys and no spaces, its signs as they
    are. Its sum is taken of this text in UTF-8."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sum_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, 64 hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
