"""When a pair of accounts may be said to be two people."""

from forprev.socle.raisons import Raison

MOTIF_AU_PLUS = 500


def raisons_deja_examinee(*, examinee: bool) -> list[Raison]:
    """A pair is closed once [ACC-28]."""
    if not examinee:
        return []
    return [Raison("deja_examinee", "Cette paire vient d’être examinée par quelqu’un d’autre.")]


def raisons_motif(motif: str) -> list[Raison]:
    """Whoever says that two accounts are two people says how they know."""
    if not motif:
        return [Raison("motif_absent", "Dites en une phrase ce qui le montre.", "motif")]
    if len(motif) > MOTIF_AU_PLUS:
        return [Raison("motif_long", f"Écrivez {MOTIF_AU_PLUS} caractères au plus.", "motif")]
    return []
