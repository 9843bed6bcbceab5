"""What is believed about a person, what to ask next, when to stop: pure, and repeatable by seed."""
