"""A run over many files: which files, in which processes, what is remembered, what is left out of the report."""
