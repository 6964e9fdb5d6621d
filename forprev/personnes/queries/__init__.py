"""Reads about one person across all apps, one module an idea."""
