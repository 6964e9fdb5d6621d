"""People, their numbers and their trainer certificates."""

import random
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from forprev.certificats.actions import Titulaire, figer, inscrire, preparer_emission, remettre
from forprev.certificats.documents import certificat_pdf
from forprev.certificats.numeros import tirer_numero
from forprev.certificats.rules import validite
from forprev.communication.actions import envoyer_lien_mot_de_passe
from forprev.comptes.actions.personnes import creer_personne
from forprev.comptes.models import Personne, RoleReseau
from forprev.demo.pays.noms import NOMS, PRENOMS
from forprev.referentiel.models import Caisse, ModeleCertificat
from forprev.socle.text import cle

MOT_DE_PASSE = "forprev-demo"


class Gens:
    """Draws people; `le` is the instant at which the country is built."""

    def __init__(self, le: datetime, hasard: random.Random) -> None:
        self.le, self.hasard = le, hasard
        # One hash for everybody: argon2 is slow by design, and the password is printed on the sign-in page.
        self.empreinte = make_password(MOT_DE_PASSE)
        self.tires: set[tuple[str, str]] = set()
        self.rang = 0

    def tirer(self) -> tuple[str, str, date]:
        """A triplet that nobody else in the country has."""
        while True:
            nom, prenom = self.hasard.choice(NOMS), self.hasard.choice(PRENOMS)
            if (nom, prenom) not in self.tires:
                self.tires.add((nom, prenom))
                break
        return nom, prenom, date(1960, 1, 1) + timedelta(days=self.hasard.randrange(14_000))

    def personne(self, *, numero: str | None = None, caisse: str = "", anciennete: int = 400) -> Personne:
        """Someone with an account that can sign in with the demonstration's password."""
        nom, prenom, naissance = self.tirer()
        self.rang += 1
        personne = creer_personne(
            nom=nom,
            prenom=prenom,
            date_naissance=naissance,
            email=f"{cle(prenom)}.{cle(nom)}@example.org",
            le=self.le - timedelta(days=anciennete),
            numero=numero or f"DMO{self.rang:05d}",
        )
        personne.password = self.empreinte
        personne.premiere_connexion_le = self.le - timedelta(days=anciennete - 1)
        personne.caisse_rattachement = Caisse.objects.filter(code=caisse).first()
        personne.hors_caisse = personne.caisse_rattachement is None
        personne.save()
        return personne

    def arrivant(self, *, numero: str, origine: str) -> Personne:
        """Someone whose account has just been opened, and whose only way in is the mail that says so [ACC-06]."""
        personne = self.personne(numero=numero, anciennete=1)
        personne.set_unusable_password()
        personne.premiere_connexion_le, personne.hors_caisse = None, False
        personne.save()
        envoyer_lien_mot_de_passe(personne=personne, le=self.le, origine=origine)
        return personne

    def du_reseau(self, nature: str, *, numero: str | None = None, caisse: str | None = None) -> Personne:
        """Someone of the réseau."""
        personne = self.personne(numero=numero, caisse=caisse or "")
        RoleReseau.objects.create(personne=personne, nature=nature, caisse_id=caisse)
        return personne

    def certifier(self, personne: Personne, code_modele: str, *, fin: date) -> None:
        """A trainer certificate that ends on `fin`, with its file, as an earlier session would have given it."""
        modele = ModeleCertificat.objects.select_related("dispositif_niveau__dispositif").get(code=code_modele)
        delivre = _debut_pour(fin, modele)
        emission = preparer_emission(
            modele=modele,
            delivre_le=delivre,
            raison_sociale="INSTITUT DE FORMATION DES FORMATEURS",
            numero_habilitation="H30001/2018/SST-2/O/00",
        )
        titulaire = Titulaire(personne.nom, personne.prenom, personne.date_naissance, personne.numero)
        faits = figer(emission, titulaire=titulaire, numero=tirer_numero(), fin_validite=fin)
        remettre(
            certificat=inscrire(faits=faits, modele=modele), personne=personne, faits=faits, pdf=certificat_pdf(faits)
        )


def _debut_pour(fin: date, modele: ModeleCertificat) -> date:
    """The day of issue of a certificate of this model that ends on `fin`, or as near as months allow."""
    assert modele.validite_mois is not None
    debut = validite(delivre_le=fin, mois=-modele.validite_mois, mise_a_jour=False)
    assert debut is not None
    return debut
