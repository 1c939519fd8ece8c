"""People: who they are, what the agency has made them, how they sign in, and the keys of their programs."""
