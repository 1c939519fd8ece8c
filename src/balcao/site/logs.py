"""What is logged says what happened and where in the code, never whose page it was."""

import logging
from typing import Any


class WithoutAddress(logging.Filter):
    """Django names the address in its messages, and addresses hold keys: only what happened stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = record.getMessage().split(":")[0], ()
        for name in ("request", "server_time"):
            record.__dict__.pop(name, None)
        return True


def logging_of(level: str) -> dict[str, Any]:
    """What is logged and how, as Django's settings have it: lines of JSON on standard error, from `level` on."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            }
        },
        "filters": {"without_address": {"()": "balcao.site.logs.WithoutAddress"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's name addresses; `balcao.requests` says what is needed without them
            "django.server": {"handlers": [], "propagate": False},
            "django.request": {"level": "ERROR", "filters": ["without_address"]},
            "django.security": {"level": "CRITICAL"},
            "django.security.csrf": {"level": "WARNING", "filters": ["without_address"]},
            "aiobotocore": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
