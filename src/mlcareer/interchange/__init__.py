"""Questions in the formats that teachers already have: values in, text out, and back."""
