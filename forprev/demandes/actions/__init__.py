"""Every write about requests, one module an idea."""
