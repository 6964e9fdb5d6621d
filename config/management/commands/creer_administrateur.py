"""`forprev creer_administrateur`: the first INRS administrateur of a new site; the screens make the next ones."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from forprev.comptes.models import Personne
from forprev.personnes.actions.reseau import Identite, nommer_premier_administrateur
from forprev.socle import clock
from forprev.socle.raisons import Refus
from forprev.socle.text import nettoyer
from forprev.web.commun.formulaires import lire_date

QUESTIONS = {"nom": "Nom", "prenom": "Prénom", "naissance": "Date de naissance (JJ/MM/AAAA)", "email": "E-mail"}


class Command(BaseCommand):
    help = "Crée le premier administrateur INRS et lui envoie le lien qui définit son mot de passe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--nom", help="son nom")
        parser.add_argument("--prenom", help="son prénom")
        parser.add_argument("--naissance", help="sa date de naissance, JJ/MM/AAAA")
        parser.add_argument("--email", help="son e-mail")
        parser.add_argument("--numero", help="son N° Forprev, si la personne a déjà un compte")
        parser.add_argument("--encore", action="store_true", help="même s’il y a déjà un administrateur INRS")

    def handle(self, *args: Any, **options: Any) -> None:
        qui = self._connue(options["numero"]) if options["numero"] else self._nouvelle(options)
        try:
            nomme = nommer_premier_administrateur(qui=qui, le=clock.maintenant(), encore=options["encore"])
        except Refus as refus:
            raise CommandError(str(refus)) from refus
        self.stdout.write(
            f"{nomme.nom_complet} est administrateur INRS, N°\u00a0Forprev {nomme.numero}. Un lien valable "
            f"72\u00a0heures part à {nomme.email} dès que le worker tourne. La double authentification est demandée à "
            "l’entrée."
        )

    def _connue(self, numero: str) -> Personne:
        personne: Personne | None = Personne.objects.de_numero(numero.strip()).first()
        if personne is None:
            raise CommandError("Personne n’a ce N°\u00a0Forprev.")
        return personne

    def _nouvelle(self, options: dict[str, Any]) -> Identite:
        """What the options do not give is asked for."""
        lus = {nom: nettoyer(options[nom] or self._demander(question)) for nom, question in QUESTIONS.items()}
        try:
            validate_email(lus["email"])
            naissance = lire_date(lus["naissance"])
        except ValidationError as erreur:
            raise CommandError(" ".join(erreur.messages)) from erreur
        return Identite(lus["nom"], lus["prenom"], naissance, lus["email"])

    def _demander(self, question: str) -> str:
        try:
            return input(f"{question}\u00a0: ")
        except EOFError as fin:
            raise CommandError(f"{question}\u00a0: donnez cette réponse en option.") from fin
