"""From rows to the facts that a merge is judged on."""

from collections import Counter
from datetime import date

from django.db.models import Q

from forprev.certification.models import SessionCertification, Stagiaire
from forprev.certification.states import TERMINALES, Etat
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.personnes.models import DemandeEffacement, Rectification
from forprev.personnes.relations import inconnues
from forprev.personnes.rules.fusion import FaitCompte, FaitSessionReunie, FaitsFusion

Paire = tuple[Personne, Personne]


def faits_de_fusion(paire: Paire, *, par: Acteur, le: date) -> FaitsFusion:
    """The facts about the account kept and the absorbed one, on the day `le`."""
    gardee, absorbee = paire
    return FaitsFusion(
        gardee=_compte(gardee),
        absorbee=_compte(absorbee),
        sessions=tuple(_sessions(paire, le)),
        inconnues=tuple(inconnues()),
        auteur_inrs=par.profil == Profil.INRS,
    )


def _compte(personne: Personne) -> FaitCompte:
    roles = personne.roles_reseau.values_list("nature", "caisse_id")
    return FaitCompte(
        numero=personne.numero,
        actif=personne.is_active,
        conteste=personne.conteste_le is not None,
        rectification_ouverte=Rectification.objects.de(personne.pk).ouvertes().exists(),
        effacement_demande=DemandeEffacement.objects.de(personne.pk).ouvertes().exists(),
        roles_reseau=frozenset((nature, caisse or "") for nature, caisse in roles),
    )


def _sessions(paire: Paire, le: date) -> list[FaitSessionReunie]:
    """The sessions where the person, once one, is a stagiaire: alone, with themselves, or under themselves."""
    lignes = _lignes(paire)
    cles = {personne.pk for personne in paire}
    sessions = SessionCertification.objects.vivantes(le).filter(pk__in=lignes).order_by("pk")
    return [
        FaitSessionReunie(
            reference=_reference(session),
            ouverte=session.etat not in TERMINALES,
            en_generation=session.etat == Etat.GENERATION_EN_COURS,
            formateur=session.formateur_id in cles,
            lignes=lignes[session.pk],
            conservee_jusqu_au=session.supprimee_apres,
        )
        for session in sessions.select_related("entite", "habilitation__dispositif_niveau__dispositif")
    ]


def _lignes(paire: Paire) -> Counter[int]:
    """How many stagiaires of each session are the person: by their account, or by a triplet that has none.

    At niveau 1, where nobody has an account, a triplet counts only before the trainer it may be [SES-07, SES-09].
    """
    cles = [personne.pk for personne in paire]
    sans_compte = Q(personne=None) & (
        Q(session__habilitation__dispositif_niveau__niveau__gt=1) | Q(session__formateur__in=cles)
    )
    siennes = Q(personne__in=cles) | Q(certificat_prepare__personne__in=cles) | (sans_compte & _triplets(paire))
    return Counter(Stagiaire.objects.filter(siennes).values_list("session_id", flat=True))


def _triplets(paire: Paire) -> Q:
    condition = Q()
    for nom, prenom, naissance in (personne.triplet.cles for personne in paire):
        condition |= Q(nom_cle=nom, prenom_cle=prenom, date_naissance=naissance)
    return condition


def _reference(session: SessionCertification) -> str:
    """« Session n° 125 (SST / 2, MAIRIE DE VANVES) »."""
    details = [str(session.dispositif_niveau or ""), session.entite.raison_sociale]
    return f"Session n°\u00a0{session.pk} ({', '.join(detail for detail in details if detail)})"
