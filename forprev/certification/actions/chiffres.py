"""The anonymous line that survives a session."""

from forprev.certification.models import LigneChiffres, SessionCertification
from forprev.certification.states import TypeLieu
from forprev.referentiel.models import Commune


def ecrire_ligne(session: SessionCertification) -> LigneChiffres:
    """Write the figures of a session generated or closed, in its transaction [STA-01, RGP-03]."""
    assert session.date_fin is not None
    assert session.modele is not None
    lieu, siege = _commune_du_lieu(session), session.entite.commune
    return LigneChiffres.objects.create(
        mois=session.date_fin.replace(day=1),
        dispositif_niveau=session.modele.dispositif_niveau,
        modele=session.modele,
        type_stage=session.type_stage,
        departement_lieu=lieu.departement if lieu else None,
        departement_entite=siege.departement if siege else None,
        caisse=session.entite.caisse,
        entite=session.entite,
        presents=session.stagiaires.count(),
        reussis=session.stagiaires.reussis().count(),
    )


def _commune_du_lieu(session: SessionCertification) -> Commune | None:
    if session.type_lieu == TypeLieu.PLATEFORME and session.plateforme:
        return session.plateforme.commune
    return session.commune
