"""What every action on a request begins and ends with."""

from datetime import datetime

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import PROFILS_RESEAU
from forprev.demandes.models import Demande, LigneSuivi
from forprev.demandes.models.demande import partie_de
from forprev.demandes.perms import peut
from forprev.demandes.rules.decision import raisons_conflit
from forprev.demandes.states import (
    LIBELLES,
    LIBELLES_MAINS,
    LIBELLES_ONGLET,
    LIBELLES_SUIVI,
    MAINS,
    Action,
    Etat,
    Onglet,
    Partie,
)
from forprev.entites.models import Membre
from forprev.socle import clock
from forprev.socle.dates import longue
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger


class EtatRefuse(Refus):
    """The request is no longer where the action starts. `deja_fait` tells a second click from a real conflict."""

    def __init__(self, *raisons: Raison, deja_fait: bool = False) -> None:
        super().__init__(*raisons)
        self.deja_fait = deja_fait


class DemandePerimee(Refus):
    """The form was read before somebody else's change [DEM-16]."""


def verrouiller(numero: int, *, par: Acteur) -> Demande:
    """The request, locked until the end of the transaction, narrowed to what `par` may see.

    Nobody of the réseau works on an entity where they hold a profile [DEM-27]; a former gestionnaire only reads
    [ACC-19]. Raises Demande.DoesNotExist, Refus.
    """
    if par.lecture_seule:
        raise Refus(Raison("lecture_seule", "Vous pouvez lire cette demande, sans la modifier."))
    demande = (
        Demande.objects.visibles_par(par)
        .select_for_update(of=("self",))
        .select_related("entite__commune__departement__caisse", "dispositif_niveau__dispositif", "habilitation")
        .get(pk=numero)
    )
    if par.profil in PROFILS_RESEAU:
        membre = Membre.objects.filter(entite=demande.entite_id, personne=par.personne_id)
        exiger(raisons_conflit(tient_un_profil=membre.exists()))
    return demande


def verifier_version(demande: Demande, version: int) -> None:
    """Raise DemandePerimee, saying who changed it and when, when the form was read at another version [DEM-16]."""
    if demande.version == version:
        return
    auteur = _nommer(demande.dernier_intervenant)
    quand = demande.modifiee_le.astimezone(clock.PARIS)
    derniere = demande.suivi.order_by("-le", "-pk").first()
    quoi = LIBELLES_SUIVI.get(derniere.action, "") if derniere and derniere.le == demande.modifiee_le else ""
    texte = (
        f"Cette demande a été modifiée le {longue(quand.date())} à {quand:%H:%M} par {auteur}"
        f"{f' ({quoi})' if quoi else ''}. Votre saisie est toujours là\u00a0: relisez la demande, puis envoyez-la de "
        "nouveau."
    )
    raise DemandePerimee(Raison("version", texte))


def _nommer(personne: Personne | None) -> str:
    return f"{personne.prenom} {personne.nom}" if personne else "une autre personne"


def exiger_action(demande: Demande, action: Action, *, par: Acteur) -> None:
    """Raise EtatRefuse, saying who holds the file now, when `par` may not do `action` from this state."""
    if peut(par, action, demande):
        return
    vers = {ligne.vers for ligne in demande.table if ligne.action == action}
    raise EtatRefuse(raison_etat(demande), deja_fait=demande.etat in vers)


def exiger_saisissable(demande: Demande, *, par: Acteur) -> None:
    """Raise EtatRefuse unless the file is in the hands of the entity, and `par` is of it [DEM-01, DEM-10]."""
    if not demande.est_saisissable or partie_de(par) != Partie.ENTITE:
        raise EtatRefuse(raison_etat(demande))


def exiger_onglet(demande: Demande, onglet: Onglet, *, par: Acteur) -> None:
    """Raise Refus when the entity may not write in this tab now: complements open the tabs they name [DEM-10]."""
    exiger_saisissable(demande, par=par)
    ouvert = demande.complements.filter(recus_le=None, retires_le=None).first()
    if ouvert is not None and onglet not in ouvert.onglets:
        texte = (
            f"L’onglet «\u202f{LIBELLES_ONGLET[onglet]}\u202f» n’est pas à reprendre\u00a0: il reste tel que transmis."
        )
        raise Refus(Raison("onglet_ferme", texte))


def raison_etat(demande: Demande) -> Raison:
    """Where the request stands now, and who holds it."""
    etat = Etat(demande.etat)
    tenue = f", entre les mains {LIBELLES_MAINS[MAINS[etat]]}" if etat in MAINS else ""
    texte = f"Cette demande est maintenant «\u202f{LIBELLES[etat]}\u202f»{tenue}\u00a0: rien n’a été changé."
    return Raison("etat", texte)


def passer(
    demande: Demande, action: Action, *, par: Acteur, le: datetime, texte: str = "", interne: bool = False
) -> LigneSuivi:
    """Move the request by its table, and write it in the history and in the journal. Saves the request."""
    avant = demande.etat
    demande.table.appliquer(demande, action)
    if demande.etat != avant:
        demande.etat_depuis = le
    toucher(demande, par=par, le=le)
    journaliser(par=par, verbe=f"demandes.{action}", objet=demande, le=le, etat=demande.etat, phase=demande.phase)
    return noter(demande, action, par=par, le=le, texte=texte, interne=interne)


def toucher(demande: Demande, *, par: Acteur, le: datetime) -> None:
    """A new version, by whom and when. Saves the request."""
    demande.version += 1
    demande.modifiee_le = le
    demande.dernier_intervenant = par.personne
    demande.save()


def noter(
    demande: Demande, action: str, *, par: Acteur, le: datetime, texte: str = "", interne: bool = False
) -> LigneSuivi:
    """Add a line to the file's history [DEM-17]."""
    return LigneSuivi.objects.create(
        demande=demande,
        action=action,
        vers=demande.etat,
        phase=demande.phase,
        par=par.personne,
        profil=par.code,
        le=le,
        texte=texte.strip(),
        interne=interne,
    )
