"""Find out what you do not know yet on the way to machine-learning engineer."""

__version__ = "0.1.0"
