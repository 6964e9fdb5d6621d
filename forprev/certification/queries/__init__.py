"""Reads that screens need, one module per audience."""
