"""What a gestionnaire changes of the entity without anybody instructing it [ENT-06, ENT-07]."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.entites.actions.membres import ouvrir
from forprev.entites.models import Entite
from forprev.entites.rules import raisons_publication
from forprev.socle.journal import journaliser
from forprev.socle.raisons import exiger
from forprev.socle.text import nettoyer


@dataclass(frozen=True, slots=True)
class Signataire:
    """Who signs the letter of commitment [ENT-05]."""

    signataire_nom: str
    signataire_prenom: str
    signataire_fonction: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What the public directory shows of an organisme de formation [ENT-06]."""

    publiee: bool = False
    nom_commercial: str = ""
    telephone: str = ""
    email: str = ""
    site: str = ""
    portee_nationale: bool = False


@transaction.atomic
def changer_signataire(*, par: Acteur, le: datetime, signataire: Signataire) -> bool:
    """Another signataire, at once [ENT-07]; False when nothing changes. Raises Refus [ACC-24]."""
    entite = ouvrir(par=par, entite_id=par.entite_id or 0)
    return _changer(entite, asdict(signataire), "signataire changé", par=par, le=le)


@transaction.atomic
def changer_publication(*, par: Acteur, le: datetime, publication: Publication) -> bool:
    """Other publication data, at once [ENT-06]; False when nothing changes.

    Raises Refus when the entity is not an organisme de formation, or `par` no longer runs it [ACC-24].
    """
    entite = ouvrir(par=par, entite_id=par.entite_id or 0)
    exiger(raisons_publication(organisme=entite.type == Entite.Type.ORGANISME))
    return _changer(entite, asdict(publication), "publication changée", par=par, le=le)


def _changer(entite: Entite, valeurs: dict[str, str | bool], verbe: str, *, par: Acteur, le: datetime) -> bool:
    propres = {champ: nettoyer(v) if isinstance(v, str) else v for champ, v in valeurs.items()}
    changes = {champ: valeur for champ, valeur in propres.items() if getattr(entite, champ) != valeur}
    if not changes:
        return False
    for champ, valeur in changes.items():
        setattr(entite, champ, valeur)
    entite.save()
    journaliser(par=par, verbe=verbe, objet=entite, le=le, champs=sorted(changes), publiee=entite.publiee)
    return True
