"""What the benchmarks found, made into one document: for the docs and for the public page."""
