"""The science: plain Python over DuckDB and NumPy, usable without the site."""
