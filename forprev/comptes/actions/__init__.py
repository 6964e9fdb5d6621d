"""Every write about people and their accounts, one module an idea."""
