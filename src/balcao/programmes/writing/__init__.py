"""The guided form in which an officer writes a phase: six parts, each saved by itself into the terms."""
