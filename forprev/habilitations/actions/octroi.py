"""Grant and renew: what a favourable decision writes [HAB-01, HAB-02, HAB-08]."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from forprev.entites.models import Entite
from forprev.habilitations.models import CompteurHabilitation, Habilitation, Periode, Plateforme
from forprev.referentiel.models import Commune, DispositifNiveau


@transaction.atomic
def accorder(
    *,
    entite: Entite,
    dispositif_niveau: DispositifNiveau,
    debut: date,
    fin: date,
    accordee_le: date,
    numeroter: Callable[[int], str],
) -> Habilitation:
    """A new right with its first period; `numeroter` writes a number from a rank of the national sequence [HAB-01]."""
    habilitation = Habilitation.objects.create(
        entite=entite, dispositif_niveau=dispositif_niveau, numero=_numero_suivant(numeroter)
    )
    Periode.objects.create(habilitation=habilitation, debut=debut, fin=fin, accordee_le=accordee_le)
    return habilitation


def _numero_suivant(numeroter: Callable[[int], str]) -> str:
    """The next free number: those imported are kept as they are, and never given again [HAB-01]."""
    CompteurHabilitation.objects.get_or_create(pk=1)
    compteur = CompteurHabilitation.objects.select_for_update().get(pk=1)
    while True:
        compteur.dernier += 1
        numero = numeroter(compteur.dernier)
        if not Habilitation.objects.filter(numero=numero).exists():
            compteur.save()
            return numero


@transaction.atomic
def renouveler(*, habilitation: Habilitation, debut: date, fin: date, accordee_le: date) -> Periode:
    """A further period of the same right: delegations, plateformes and open sessions stay attached [HAB-08]."""
    Habilitation.objects.select_for_update().get(pk=habilitation.pk)
    return Periode.objects.create(habilitation=habilitation, debut=debut, fin=fin, accordee_le=accordee_le)


@transaction.atomic
def ajouter_plateforme(
    *, habilitation: Habilitation, nom: str, adresse: str, code_postal: str, commune: Commune, le: date
) -> Plateforme:
    """A validated site of the right, usable from `le` [DEM-08, SES-04]."""
    return Plateforme.objects.create(
        habilitation=habilitation,
        nom=nom,
        adresse=adresse,
        code_postal=code_postal,
        commune=commune,
        validee_le=le,
    )
