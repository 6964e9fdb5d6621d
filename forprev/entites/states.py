"""The lives of this app."""
