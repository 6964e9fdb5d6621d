"""The mail backend of the demonstration."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class DemonstrationBackend(BaseEmailBackend):
    """Accepts every mail and sends none: the mailbox page of the demonstration reads the outbox itself [OPS-01]."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return len(email_messages)
