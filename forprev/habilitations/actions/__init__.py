"""Every write about habilitations, one module an idea."""
