"""What the program talks about: values without input or output."""
