"""`forprev demo`: build the demonstration country, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forprev.demo.pays.construction import construire, est_construit
from forprev.socle import clock


class Command(BaseCommand):
    help = "Construit le pays de démonstration ; ne fait rien s’il existe déjà."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Le pays de démonstration ne se construit jamais en production.")
        if est_construit():
            self.stdout.write("Le pays de démonstration existe déjà.")
            return
        construire(le=clock.maintenant())
        self.stdout.write("Le pays de démonstration est construit.")
