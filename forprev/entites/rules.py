"""Decisions: facts in, reasons out."""
