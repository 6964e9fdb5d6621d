"""Every decision about requests: facts in, reasons out. One module an idea."""
