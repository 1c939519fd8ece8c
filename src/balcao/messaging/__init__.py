"""Messages to people: an inbox, e-mail, and hooks for SMS and other programs. What is to be said comes from the domains."""
