"""Reads ticks back from checklists that people edited."""
