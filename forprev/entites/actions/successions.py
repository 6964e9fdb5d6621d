"""Ask for another gestionnaire: the request and its letter."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from forprev.comptes.models import Personne
from forprev.comptes.rules import Triplet, raisons_date_naissance
from forprev.entites.models import Entite, LettreSuccession, Succession
from forprev.entites.models.successions import cle_du_successeur
from forprev.entites.rules import raisons_successeur
from forprev.entites.states import EtatSuccession
from forprev.socle import clock, files
from forprev.socle.raisons import Raison, exiger
from forprev.socle.televersements import Televersement, deposer_piece

DOSSIER = "successions"


@dataclass(frozen=True, slots=True)
class Deposant:
    """Who asks; `personne` when they are signed in."""

    nom: str
    prenom: str
    fonction: str
    email: str
    personne: Personne | None = None


@dataclass(frozen=True, slots=True)
class Designe:
    """Who should become gestionnaire."""

    nom: str
    prenom: str
    date_naissance: date
    email: str = ""
    numero: str = ""

    @property
    def cle(self) -> str:
        triplet = Triplet(self.nom, self.prenom, self.date_naissance)
        return cle_du_successeur(triplet, email=self.email, numero=self.numero)


@transaction.atomic
def deposer(
    *,
    entite: Entite | None,
    identifiant: str,
    deposant: Deposant,
    designe: Designe,
    lettre: Televersement,
    le: datetime,
) -> tuple[LettreSuccession, bool]:
    """Keep the letter with the open request for this entity and this person, made if there is none [ACC-19].

    Returns the letter, and whether it is new: the same one sent twice by the same person is one. `entite` is None when
    nobody has this identifier. Raises Refus when the person designated cannot be found by anything but a name, or was
    not born yet.
    """
    exiger(_raisons(designe, le))
    succession = _ouverte(entite, identifiant, designe, le)
    empreinte = files.empreinte(lettre.contenu)
    deja = succession.lettres.filter(email__iexact=deposant.email, empreinte=empreinte).first()
    if deja:
        return deja, False
    chemin, _ = deposer_piece(lettre, DOSSIER)
    return succession.lettres.create(
        nom=deposant.nom,
        prenom=deposant.prenom,
        fonction=deposant.fonction,
        email=deposant.email,
        personne=deposant.personne,
        chemin=chemin,
        nom_fichier=lettre.nom,
        type_mime=lettre.type_mime,
        taille=len(lettre.contenu),
        empreinte=empreinte,
        deposee_le=le,
    ), True


def _raisons(designe: Designe, le: datetime) -> list[Raison]:
    naissance = raisons_date_naissance(designe.date_naissance, le=clock.jour(le))
    return [
        *(Raison(raison.code, raison.texte, "successeur_naissance") for raison in naissance),
        *raisons_successeur(email=designe.email, numero=designe.numero),
    ]


def _ouverte(entite: Entite | None, identifiant: str, designe: Designe, le: datetime) -> Succession:
    """The request still open for both, locked; another person may be asking the same thing at this very moment."""
    ou = {"entite": entite} if entite else {"entite__isnull": True, "identifiant": identifiant}
    succession, _ = Succession.objects.select_for_update(of=("self",)).get_or_create(
        **ou,
        successeur_cle=designe.cle,
        etat=EtatSuccession.DEMANDEE,
        defaults={
            "entite": entite,
            "identifiant": identifiant,
            "successeur_nom": designe.nom,
            "successeur_prenom": designe.prenom,
            "successeur_naissance": designe.date_naissance,
            "successeur_email": designe.email,
            "successeur_numero": designe.numero,
            "demandee_le": le,
        },
    )
    return succession
