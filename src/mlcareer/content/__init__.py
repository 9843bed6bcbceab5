"""Content as data: YAML files in, values of the model out, every complaint with file and line."""
