"""What addresses are made of, beside numbers and words."""


class NumeroForprev:
    """A N° Forprev as one types it in an address, in any letter case [ACC-01]."""

    regex = "[A-Za-z]{3}[0-9]{5}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
