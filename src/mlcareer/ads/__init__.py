"""Reads a job ad by matching words: what it asks for becomes a role. No network, no model."""
