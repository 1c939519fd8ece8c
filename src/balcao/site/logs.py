"""What is logged says what happened and where in the code, never whose page it was."""

import logging


class WithoutAddress(logging.Filter):
    """Django names the address in its messages, and addresses hold keys: only what happened stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = record.getMessage().split(":")[0], ()
        for name in ("request", "server_time"):
            record.__dict__.pop(name, None)
        return True
