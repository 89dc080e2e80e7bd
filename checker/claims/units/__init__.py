"""Units: conversions, dimensions, and limits that nothing exceeds."""
