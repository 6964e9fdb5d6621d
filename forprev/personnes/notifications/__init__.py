"""What people are told about their account and their data, one module an idea."""
