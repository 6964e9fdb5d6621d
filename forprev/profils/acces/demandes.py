"""Requests: what keeps an entity, or a right, from existing yet."""

from collections.abc import Iterable, Sequence
from datetime import date

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.demandes.models import Demande
from forprev.demandes.models.faits import tenues_de
from forprev.demandes.rules.demandables import est_tenue
from forprev.demandes.states import ADMINISTRATIVES, DECIDEES_EN_SEANCE, LIBELLES_PHASE, Etat, Phase
from forprev.profils.acces.explication import Explication, contact_de_la_caisse, entite_de
from forprev.socle import clock
from forprev.socle.dates import longue

SUITE = (
    "Complétez-la et soumettez-la\u00a0: la caisse l’instruit, et vous devenez gestionnaire quand la première "
    "habilitation est accordée."
)
_BROUILLON = "Votre demande est en brouillon\u00a0: elle n’a pas encore été soumise."
_VALIDEE = "L’entité est validée, mais aucune habilitation ne lui est encore accordée."
_DEMANDER = "Demandez une habilitation\u00a0: vous devenez gestionnaire quand la première est accordée."
_AUTRE = "Faites une autre demande si vous en avez toujours besoin."


def demandes_en_chemin(_personne: Personne, acteurs: Sequence[Acteur], le: date) -> list[Explication]:
    """Requests in draft, under instruction, refused or closed, of each entity of the person."""
    return [
        *(ligne for acteur in acteurs if acteur.profil == Profil.DEMANDEUR for ligne in _du_demandeur(acteur)),
        *(ligne for acteur in acteurs if acteur.profil == Profil.GESTIONNAIRE for ligne in _des_niveaux(acteur, le)),
    ]


def _du_demandeur(acteur: Acteur) -> Iterable[Explication]:
    """An entity that is not submitted opens nothing; once validated, its first right makes a gestionnaire [DEM-13]."""
    titre = f"Gestionnaire · {acteur.entite_nom}"
    fiche = Demande.objects.visibles_par(acteur).filter(type__in=ADMINISTRATIVES).order_by("-pk").first()
    if fiche is None or fiche.etat == Etat.BROUILLON:
        yield Explication(titre, _BROUILLON, SUITE, "/demandes/nouvelle-entite/", "Compléter la demande")
    elif fiche.etat != Etat.VALIDEE:
        yield _expliquer(titre, fiche, acteur)
    elif demandes := _dernieres(acteur):
        yield from (_expliquer(f"{titre} · {demande.dispositif_niveau}", demande, acteur) for demande in demandes)
    else:
        yield Explication(titre, _VALIDEE, _DEMANDER, "/demandes/nouvelle/", "Nouvelle demande")


def _des_niveaux(acteur: Acteur, le: date) -> Iterable[Explication]:
    """The dispositif/niveaux asked for that the entity does not hold today."""
    demandes = _dernieres(acteur)
    if not demandes:
        return
    tenues = {fait.cle for fait in tenues_de(entite_de(acteur)) if est_tenue(fait.faits, le=le)}
    for demande in demandes:
        if demande.dispositif_niveau_id not in tenues:
            yield _expliquer(f"Habilitation {demande.dispositif_niveau} · {acteur.entite_nom}", demande, acteur)


def _dernieres(acteur: Acteur) -> list[Demande]:
    """The last request for each dispositif/niveau, those granted or given up aside."""
    demandes = Demande.objects.visibles_par(acteur).filter(type__in=DECIDEES_EN_SEANCE)
    par_niveau = {
        demande.dispositif_niveau_id: demande
        for demande in demandes.select_related("dispositif_niveau__dispositif").order_by("pk")
    }
    return [d for d in par_niveau.values() if d.etat not in (Etat.ACCORDEE, Etat.ABANDONNEE)]


def _expliquer(titre: str, demande: Demande, acteur: Acteur) -> Explication:
    cause, suite = _dire(demande, acteur)
    return Explication(titre, cause, suite, f"/demandes/{demande.pk}/", f"Voir la demande n°\u00a0{demande.pk}")


def _dire(demande: Demande, acteur: Acteur) -> tuple[str, str]:
    """The cause and the next step, by state."""
    nom, depuis = f"La demande n°\u00a0{demande.pk}", longue(clock.jour(demande.etat_depuis))
    etat = Etat(demande.etat)
    if etat == Etat.BROUILLON:
        return f"{nom} est en brouillon\u00a0: elle n’a pas encore été soumise.", "Complétez-la et soumettez-la."
    if etat == Etat.COMPLEMENTS_DEMANDES:
        return f"{nom} attend des compléments depuis le {depuis}.", "Répondez à la caisse\u00a0: l’instruction reprend."
    if etat == Etat.REFUSEE:
        suite = "Lisez-en les raisons, puis copiez-la dans une nouvelle demande."
        return f"{nom} a été refusée le {longue(demande.decidee_le or clock.jour(demande.etat_depuis))}.", suite
    if etat == Etat.CLASSEE:
        return f"{nom} a été classée sans suite le {depuis}, faute de compléments.", _AUTRE
    if etat == Etat.ABANDONNEE:
        return f"{nom} a été abandonnée le {depuis}.", _AUTRE
    phase = f" ({LIBELLES_PHASE[Phase(demande.phase)].lower()})" if demande.phase else ""
    return f"{nom} est en cours d’instruction{phase}.", contact_de_la_caisse(entite_de(acteur))
