"""Reads of requests for screens, one module an idea."""
