"""Imports, the histories they make, and the reports on both."""
