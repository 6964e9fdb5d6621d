"""Documents about one person."""
