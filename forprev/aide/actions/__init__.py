"""Write to the assistance, answer, close and reopen."""
