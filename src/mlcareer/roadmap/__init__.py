"""From gaps to a study plan."""
