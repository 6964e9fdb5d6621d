"""`forprev nuit`: run the jobs of a night now, for a given day."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.schedule import NUIT
from forprev.socle import clock


class Command(BaseCommand):
    help = "Lance maintenant les travaux de la nuit, pour aujourd’hui ou pour le jour donné."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jour", type=date.fromisoformat, help="le jour, AAAA-MM-JJ")

    def handle(self, *args: Any, **options: Any) -> None:
        jour = options["jour"] or clock.aujourdhui()
        for _, tache in NUIT:
            tache(jour=jour.isoformat())
            self.stdout.write(f"{tache.name} : fait pour le {jour:%d/%m/%Y}")
