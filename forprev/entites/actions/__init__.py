"""Every write about entities and their members, one module an idea."""
