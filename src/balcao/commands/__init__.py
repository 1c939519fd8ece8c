"""The subcommands of `balcao`, one module each: `add_to` describes it, `run` does it and returns the exit code."""
