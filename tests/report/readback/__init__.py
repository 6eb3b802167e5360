"""Pages in words read back, and held against the JSON of the same report."""
