"""Whether an account may still be contested by who received its mail."""

from forprev.socle.raisons import Raison


def raisons_contestation_de_compte(*, deja_utilise: bool) -> list[Raison]:
    """Refuse once the first sign-in is done: the account is then somebody's, and a mail alone freezes nothing
    [ACC-20]."""
    if not deja_utilise:
        return []
    texte = (
        "Ce compte a déjà été utilisé\u00a0: il ne peut plus être gelé depuis cet e-mail. Écrivez à l’assistance, qui "
        "verra avec vous à qui il appartient."
    )
    return [Raison("compte_utilise", texte)]


def raisons_retablissement(*, conteste: bool) -> list[Raison]:
    """Refuse to give back an account that nobody contests: what closed it is another matter [ACC-20]."""
    if conteste:
        return []
    return [Raison("compte_non_conteste", "Ce compte n’est pas gelé par une contestation\u00a0: rien n’a été changé.")]
