"""The entity's screens of certification sessions: lists, three tabs of entry, circuit, downloads."""
