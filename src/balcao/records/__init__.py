"""The record: what was decided, changed, sent and looked at, in a chain that shows what is missing or altered."""
