"""Tables: the figures of a table against its own total and against the prose."""
