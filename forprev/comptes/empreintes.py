"""The hash of passwords."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Forprev(Argon2PasswordHasher):
    """Argon2id with the parameters that OWASP recommends: 19 MiB, 2 passes, 1 lane.

    Django's own (100 MiB, 8 lanes) take nine times the processor and five times the memory at each sign-in, which a web
    worker of one thread pays alone on the day when everybody comes back.
    """

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
