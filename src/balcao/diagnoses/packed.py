"""A column of JSON that is kept compressed: a report with its charts is a tenth of its size."""

import base64
import json
import zlib
from typing import Any

from django.db import models


class PackedJSONField(models.BinaryField):
    """Holds what JSON can; it cannot be searched in."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        packed = None if value is None else _pack(value)
        return super().get_db_prep_value(packed, connection, prepared)

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        return None if value is None else json.loads(zlib.decompress(bytes(value)))

    def to_python(self, value: Any) -> Any:
        """From the text of a backup; everything else is as it is."""
        return json.loads(zlib.decompress(base64.b64decode(value))) if isinstance(value, str) else value

    def value_to_string(self, obj: Any) -> str:
        """For a backup: the same text whenever the value is the same."""
        return base64.b64encode(_pack(self.value_from_object(obj))).decode()


def _pack(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)
