"""Two years of anonymous figures, so that charts have a past."""

import random
from datetime import date

from forprev.certification.models import LigneChiffres
from forprev.certification.states import TypeStage
from forprev.habilitations.models import Habilitation
from forprev.socle.dates import plus_mois

MOIS = 24
SAISON = (0.9, 1.0, 1.1, 1.0, 0.9, 1.2, 0.5, 0.2, 1.3, 1.2, 1.1, 1.3)


def peupler(jour: date, hasard: random.Random) -> int:
    """Lines for each right over the 24 months before this one; returns how many."""
    lignes = []
    habilitations = Habilitation.objects.select_related(
        "entite__commune__departement", "dispositif_niveau"
    ).prefetch_related("dispositif_niveau__modeles")
    for habilitation in habilitations.order_by("pk"):
        for recul in range(1, MOIS + 1):
            mois = plus_mois(jour.replace(day=1), -recul)
            if hasard.random() < 0.5 * SAISON[mois.month - 1]:
                lignes.append(_ligne(habilitation, mois, hasard))
    return len(LigneChiffres.objects.bulk_create(lignes))


def _ligne(habilitation: Habilitation, mois: date, hasard: random.Random) -> LigneChiffres:
    entite = habilitation.entite
    presents = hasard.randint(4, 10)
    assert entite.commune is not None
    return LigneChiffres(
        mois=mois,
        dispositif_niveau=habilitation.dispositif_niveau,
        modele=hasard.choice(list(habilitation.dispositif_niveau.modeles.all())),
        type_stage=hasard.choice(list(TypeStage)).value,
        departement_lieu=entite.commune.departement,
        departement_entite=entite.commune.departement,
        caisse=entite.caisse,
        entite=entite,
        presents=presents,
        reussis=presents - hasard.choice((0, 0, 0, 1, 1, 2)),
    )
