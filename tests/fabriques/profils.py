"""One person per profile, as the Acteur that a signed-in request would give."""

from datetime import date, timedelta
from typing import Any

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.profils.queries import profils_de, sans_profil
from forprev.referentiel.models import Caisse, DispositifNiveau
from tests.fabriques.certificats import CertificatFormateurFactory
from tests.fabriques.comptes import PersonneFactory, RoleReseauFactory
from tests.fabriques.entites import EntiteFactory, MembreFactory
from tests.fabriques.habilitations import DelegationFactory, HabilitationFactory
from tests.fabriques.jour import JOUR
from tests.fabriques.referentiel import CaisseFactory, ModeleCertificatFactory


def acteur_de(personne: Personne, profil: Profil, **attendus: Any) -> Acteur:
    """The profile that `personne` holds on JOUR; fails when they do not hold it."""
    return next(
        acteur
        for acteur in profils_de(personne, JOUR)
        if acteur.profil == profil and all(getattr(acteur, nom) == valeur for nom, valeur in attendus.items())
    )


def gestionnaire(entite: Entite | None = None, personne: Personne | None = None) -> Acteur:
    membre = MembreFactory(entite=entite or EntiteFactory(), personne=personne or PersonneFactory())
    return acteur_de(membre.personne, Profil.GESTIONNAIRE, membre_id=membre.pk)


def delegataire(habilitation: Habilitation | None = None, personne: Personne | None = None) -> Acteur:
    """Attached to `habilitation`, or to a new one of a new entity."""
    cible = habilitation or HabilitationFactory()
    membre = MembreFactory(delegataire=True, entite=cible.entite, personne=personne or PersonneFactory())
    DelegationFactory(habilitation=cible, membre=membre)
    return acteur_de(membre.personne, Profil.DELEGATAIRE, membre_id=membre.pk)


def demandeur(personne: Personne | None = None) -> Acteur:
    """Of an entity that is still a draft."""
    membre = MembreFactory(demandeur=True, personne=personne or PersonneFactory())
    return acteur_de(membre.personne, Profil.DEMANDEUR, membre_id=membre.pk)


def formateur(
    personne: Personne | None = None, dispositif_niveau: DispositifNiveau | None = None, fin: date | None = None
) -> Acteur:
    """Holder of a trainer certificate valid on JOUR (SST 2 by default) through `fin`."""
    modele = ModeleCertificatFactory(**_du_niveau(dispositif_niveau))
    certificat = CertificatFormateurFactory(
        personne=personne or PersonneFactory(),
        certificat__modele=modele,
        certificat__fin_validite=fin or JOUR + timedelta(days=400),
    )
    return acteur_de(certificat.personne, Profil.FORMATEUR)


def _du_niveau(dispositif_niveau: DispositifNiveau | None) -> dict[str, Any]:
    return {"dispositif_niveau": dispositif_niveau} if dispositif_niveau else {"dispositif_niveau__niveau": 2}


def instructeur(caisse: Caisse | None = None) -> Acteur:
    role = RoleReseauFactory(instructeur=True, caisse=caisse or CaisseFactory())
    return acteur_de(role.personne, Profil.INSTRUCTEUR)


def commission() -> Acteur:
    return _du_reseau(Profil.COMMISSION)


def inrs() -> Acteur:
    return _du_reseau(Profil.INRS)


def assistance() -> Acteur:
    return _du_reseau(Profil.ASSISTANCE)


def _du_reseau(profil: Profil) -> Acteur:
    return acteur_de(RoleReseauFactory(nature=profil.value).personne, profil)


def acteur_sans_profil(personne: Personne | None = None) -> Acteur:
    return sans_profil(personne or PersonneFactory())
