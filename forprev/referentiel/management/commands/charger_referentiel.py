"""`forprev charger_referentiel`: load the reference data from the files of the repository."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forprev.referentiel.chargement import DONNEES, FichiersFautifs, charger
from forprev.referentiel.models import Signataire


class Command(BaseCommand):
    help = (
        "Charge les données de référence. Recommencer ne change rien ; ce que l’INRS a modifié à l’écran est conservé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossier", type=Path, default=DONNEES, help="dossier des fichiers à lire")
        parser.add_argument("--forcer", action="store_true", help="écrase ce qui a été modifié à l’écran")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bilan = charger(dossier=options["dossier"], forcer=options["forcer"], exemples=not settings.PRODUCTION)
        except FichiersFautifs as erreur:
            raise CommandError(f"Rien n’a été chargé.\n{erreur}") from erreur
        for ligne in bilan.lignes():
            self.stdout.write(ligne)
        if not Signataire.objects.exists():
            self.stdout.write("Aucun signataire : nommez-le à l’écran avant de délivrer des certificats.")
