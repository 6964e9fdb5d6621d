"""What the answer of a mail server means."""

import smtplib


def est_refus_definitif(erreur: Exception) -> bool:
    """True when trying this very mail again is useless [NOT-05].

    A 5xx answer about the message, its sender or its recipient is final, and so is a mail that cannot be written down.
    A 5xx answer to the connection itself (greeting, password of the server's account) is a fault of the installation:
    failing every mail for it would lose them, so they wait.
    """
    if isinstance(erreur, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in erreur.recipients.values())
    if isinstance(erreur, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return int(erreur.smtp_code) >= 500
    return isinstance(erreur, ValueError)
