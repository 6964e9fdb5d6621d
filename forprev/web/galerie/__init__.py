"""The gallery: every shared component in every state, for those who build screens. Never served in production."""
