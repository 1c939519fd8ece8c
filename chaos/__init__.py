"""Chaos: the whole site on five machines that are killed again and again, beside servers that hang, with 200 people at work.

`make chaos` runs it (`CHAOS_MINUTES=2` for a short one, `CHAOS_SEED=7` for the same kills again). What people did, and what they
were told, is kept by the driver; at the end the database, the files, the record and the mail are held against that (`holds.py`)
and against a table written by hand (`table.py`). The product itself knows nothing of this.
"""
