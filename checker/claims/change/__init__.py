"""Changes: a figure that moves by, from and to, in one sentence or over several."""
