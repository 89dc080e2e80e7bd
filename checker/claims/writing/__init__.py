"""Writing: figures that are written wrongly or called by opposite words."""
