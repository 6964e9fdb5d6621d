"""Decisions about one person: facts in, reasons out, one module an idea."""
