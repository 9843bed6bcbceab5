"""Results in, text out: pure functions, one module a format."""
