"""A person's own safety: password, second factor, open web sessions."""
