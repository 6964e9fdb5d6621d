"""What the person in front of the terminal reads."""

import sys


def dire(texte: str = "") -> None:
    """Write a line at once, even when the output is a file."""
    sys.stdout.write(f"{texte}\n")
    sys.stdout.flush()
