"""When no gestionnaire can act any more: asked, decided by the caisse, contested, ended [ACC-19]."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from forprev.aide.actions.tickets import Message, ouvrir_ticket
from forprev.aide.notifications import ContactATraiter, accuser_reception, prevenir_l_assistance
from forprev.aide.rules import raisons_texte
from forprev.aide.states import Origine
from forprev.certification.actions.delegations import laisser_aux_gestionnaires
from forprev.communication.actions import envoyer_lien_mot_de_passe
from forprev.comptes.actions.personnes import creer_personne, signaler_doublon
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.entites.actions.membres import verrouiller_entite
from forprev.entites.actions.successions import Deposant, Designe, deposer
from forprev.entites.models import ContestationSuccession, Entite, LettreSuccession, Membre, Succession
from forprev.entites.notifications import annoncer_fin_de_role
from forprev.entites.states import TABLE_SUCCESSION, ActionSuccession, EtatSuccession
from forprev.habilitations.models import Delegation
from forprev.personnes.notifications.successions import (
    annoncer_contestation,
    annoncer_decision,
    annoncer_demande,
    annoncer_nomination,
    nom_de_l_entite,
)
from forprev.personnes.rules.successions import (
    FaitsDecision,
    FaitsNomination,
    raisons_contester,
    raisons_decision,
    raisons_motif,
    raisons_nomination,
)
from forprev.referentiel.delais import valeur
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, exiger
from forprev.socle.televersements import Televersement


@transaction.atomic
def demander_succession(
    *,
    par: Acteur | None,
    entite: Entite | None,
    identifiant: str,
    deposant: Deposant,
    designe: Designe,
    lettre: Televersement,
    le: datetime,
) -> LettreSuccession:
    """A letter asks for a successor: the caisse is told, who asked gets an acknowledgement [ACC-19].

    The same work is done for an identifier that nobody has: the INRS then answers. The same letter sent twice is one.
    Raises Refus when the person designated cannot be found by anything but a name.
    """
    deposee, nouvelle = deposer(
        entite=entite, identifiant=identifiant, deposant=deposant, designe=designe, lettre=lettre, le=le
    )
    if nouvelle:
        journaliser(par=par, verbe="succession demandée", objet=deposee.succession, le=le, lettre=deposee.pk)
        annoncer_demande(deposee, le=le)
    return deposee


def faits_decision(par: Acteur, succession: Succession) -> FaitsDecision:
    """What the rule asks of who decides [DEM-27]."""
    caisse = succession.entite.caisse if succession.entite else None
    if par.profil == Profil.INSTRUCTEUR:
        competent = caisse is not None and caisse.pk == par.caisse_id
    else:
        competent = par.profil == Profil.INRS and caisse is None
    trouve = chercher_successeur(succession)
    return FaitsDecision(
        etat=EtatSuccession(succession.etat),
        competent=competent,
        membre=Membre.objects.filter(entite=succession.entite_id, personne=par.personne_id).exists(),
        designe=trouve is not None and trouve.pk == par.personne_id,
    )


def chercher_successeur(succession: Succession) -> Personne | None:
    """The account of the person designated: by number, else by exact triplet and e-mail [ACC-19]."""
    trouves = (
        Personne.objects.de_numero(succession.successeur_numero)
        if succession.successeur_numero
        else Personne.objects.de_triplet(succession.triplet).d_adresse(succession.successeur_email)
    )
    personne: Personne | None = trouves.first()
    return personne


def raisons_de_nommer(succession: Succession, le: date) -> list[Raison]:
    """Why the person designated cannot be appointed, read before the button is offered as well as under the lock."""
    trouve, entite = chercher_successeur(succession), succession.entite
    gestionnaires = Membre.objects.gestionnaires().filter(entite=entite, personne=trouve)
    faits = FaitsNomination(
        entite_connue=entite is not None,
        fermee_le=entite.fermee_le if entite else None,
        numero_donne=bool(succession.successeur_numero),
        email_donne=bool(succession.successeur_email),
        trouve=trouve is not None,
        meme_triplet=trouve is not None and trouve.triplet.cles == succession.triplet.cles,
        actif=trouve is not None and trouve.is_active,
        deja_gestionnaire=trouve is not None and gestionnaires.exists(),
        homonymes=Personne.objects.de_triplet(succession.triplet).count(),
    )
    return raisons_nomination(faits, le=le)


@transaction.atomic
def nommer(*, par: Acteur, succession_id: int, partants: Collection[int], le: datetime) -> Succession:
    """Make the person designated a gestionnaire; `partants`, the members who can no longer act, only read for a while.

    The account is opened when there is none, and a namesake goes to *Doublons*. The former ones and the new one are
    told, and so is who asked. Raises Refus, Succession.DoesNotExist when `par` may not see it [ACC-19, DEM-27].
    """
    succession = _verrouiller(par, succession_id)
    jour = clock.jour(le)
    exiger(raisons_decision(faits_decision(par, succession), ActionSuccession.NOMMER))
    exiger(raisons_de_nommer(succession, jour))
    assert succession.entite_id is not None
    entite = verrouiller_entite(succession.entite_id)
    personne = chercher_successeur(succession) or _ouvrir_compte(succession, entite, par=par, le=le)
    nouveau = _installer(personne, entite, par=par, le=le)
    _decider(succession, ActionSuccession.NOMMER, par, le)
    succession.successeur = personne
    succession.lecture_jusqu_au = jour + timedelta(days=valeur("successeur_contestation", jour))
    succession.save()
    anciens = _remplacer(entite, partants, nouveau, succession, par=par, le=le)
    journaliser(
        par=par, verbe="succession nommée", objet=succession, le=le, personne=personne.pk,
        anciens=[ancien.personne_id for ancien in anciens],
    )  # fmt: skip
    annoncer_nomination(succession, nouveau, anciens, le=le)
    annoncer_decision(succession, le=le)
    return succession


@transaction.atomic
def refuser(*, par: Acteur, succession_id: int, motif: str, le: datetime) -> Succession:
    """Say no, and why: who asked reads it behind their link [ACC-19]. Raises as `nommer`."""
    succession = _verrouiller(par, succession_id)
    exiger(raisons_decision(faits_decision(par, succession), ActionSuccession.REFUSER))
    exiger(raisons_motif(motif))
    _decider(succession, ActionSuccession.REFUSER, par, le)
    succession.motif = motif.strip()
    succession.save()
    journaliser(par=par, verbe="succession refusée", objet=succession, le=le)
    annoncer_decision(succession, le=le)
    return succession


def _verrouiller(par: Acteur, succession_id: int) -> Succession:
    succession: Succession = (
        Succession.objects.visibles_par(par)
        .select_for_update(of=("self",))
        .select_related("entite__commune__departement__caisse")
        .get(pk=succession_id)
    )
    return succession


def _decider(succession: Succession, action: ActionSuccession, par: Acteur, le: datetime) -> None:
    TABLE_SUCCESSION.appliquer(succession, action)
    succession.decidee_le, succession.decidee_par = le, par.personne


def _ouvrir_compte(succession: Succession, entite: Entite, *, par: Acteur, le: datetime) -> Personne:
    """The account that the letter asks for; raises Refus when somebody else has the e-mail [ACC-25]."""
    connues = list(Personne.objects.de_triplet(succession.triplet))
    personne = creer_personne(
        nom=succession.successeur_nom,
        prenom=succession.successeur_prenom,
        date_naissance=succession.successeur_naissance,
        email=succession.successeur_email,
        le=le,
        ouvert_par=par.personne,
    )
    for connue in connues:
        signaler_doublon(connue=connue, nouvelle=personne, origine="succession d’un gestionnaire", le=le)
    origine = f"votre nomination comme gestionnaire de {entite.raison_sociale}"
    envoyer_lien_mot_de_passe(personne=personne, le=le, origine=origine)
    return personne


def _installer(personne: Personne, entite: Entite, *, par: Acteur, le: datetime) -> Membre:
    """The one role of the person in the entity becomes gestionnaire; a délégataire loses their delegations [ACC-24]."""
    jour = clock.jour(le)
    membre = Membre.objects.filter(entite=entite, personne=personne).first() or Membre(entite=entite, personne=personne)
    membre.role, membre.description = Membre.Role.GESTIONNAIRE.value, ""
    membre.depuis, membre.lecture_jusqu_au = jour, None
    membre.save()
    for delegation in Delegation.objects.en_cours().filter(membre=membre).order_by("pk"):
        delegation.terminee_le = jour
        delegation.save(update_fields=["terminee_le"])
        journaliser(par=par, verbe="délégation terminée", objet=delegation, le=le)
    details = {"personne": personne.pk, "entite": entite.pk, "role": membre.role}
    journaliser(par=par, verbe="rôle donné", objet=membre, le=le, **details)
    return membre


def _remplacer(
    entite: Entite, partants: Collection[int], nouveau: Membre, succession: Succession, *, par: Acteur, le: datetime
) -> list[Membre]:
    """Those who leave only read until the day kept by the succession, that day included."""
    anciens = list(Membre.objects.gestionnaires().filter(entite=entite, pk__in=partants).exclude(pk=nouveau.pk))
    for ancien in anciens:
        ancien.lecture_jusqu_au = succession.lecture_jusqu_au
        ancien.save(update_fields=["lecture_jusqu_au"])
        fin = succession.lecture_jusqu_au.isoformat() if succession.lecture_jusqu_au else ""
        details = {"personne": ancien.personne_id, "entite": entite.pk, "jusqu_au": fin}
        journaliser(par=par, verbe="rôle réduit à la lecture", objet=ancien, le=le, **details)
    return anciens


def succession_subie(par: Acteur) -> Succession | None:
    """The appointment that left `par` with reading alone, when there is one."""
    if par.lecture_jusqu_au is None:
        return None
    nommees = Succession.objects.filter(entite=par.entite_id, etat=EtatSuccession.NOMMEE)
    siennes = nommees.filter(lecture_jusqu_au=par.lecture_jusqu_au).exclude(successeur=par.personne_id)
    succession: Succession | None = siennes.order_by("-decidee_le", "-pk").first()
    return succession


@transaction.atomic
def contester(*, par: Acteur, texte: str, le: datetime) -> ContestationSuccession:
    """A former gestionnaire contests: the caisse is told, the assistance receives a ticket [ACC-19].

    Once for each person: a second time changes nothing. Raises Refus when there is nothing to contest, when the last
    day is over, or on an empty text.
    """
    succession = succession_subie(par)
    jour = clock.jour(le)
    exiger(raisons_contester(lecture_jusqu_au=par.lecture_jusqu_au, succession=succession is not None, le=jour))
    exiger(raisons_texte(texte))
    assert succession is not None
    contestation, nouvelle = ContestationSuccession.objects.get_or_create(
        succession=succession, personne=par.personne, defaults={"texte": texte.strip(), "le": le}
    )
    if nouvelle:
        journaliser(par=par, verbe="succession contestée", objet=succession, le=le)
        annoncer_contestation(succession, contestation.pk, le=le)
        _ouvrir_ticket(contestation, par=par, le=le)
    return contestation


def _ouvrir_ticket(contestation: ContestationSuccession, *, par: Acteur, le: datetime) -> None:
    succession = contestation.succession
    message = Message(
        nom=par.personne.nom_complet,
        email=par.personne.email,
        objet=f"Succession n°\u00a0{succession.pk} contestée",
        texte=f"{nom_de_l_entite(succession)}\n\n{contestation.texte}",
    )
    cle = f"succession:{succession.pk}:{par.personne_id}"
    ticket, _ = ouvrir_ticket(par=par, origine=Origine.SUCCESSION_CONTESTEE, cle=cle, message=message, le=le)
    tour = ticket.fil.get()
    accuser_reception(ticket, tour, le=le)
    prevenir_l_assistance(ContactATraiter(ticket.pk, tour.pk), le=le)


def terminer_lectures(*, jour: date, le: datetime) -> int:
    """End the roles of former gestionnaires whose last day of reading is before `jour`; returns how many [ACC-19].

    They see nothing any more from that day on, even when this is late. Run again, it changes nothing.
    """
    finies = Membre.objects.filter(lecture_jusqu_au__lt=jour).order_by("pk").values_list("pk", flat=True)
    return sum(_terminer(pk, jour, le) for pk in list(finies))


@transaction.atomic
def _terminer(membre_id: int, jour: date, le: datetime) -> bool:
    lignes = Membre.objects.select_for_update(of=("self",)).select_related("personne", "entite")
    membre = lignes.filter(pk=membre_id, lecture_jusqu_au__lt=jour).first()
    if membre is None:
        return False
    details = {"personne": membre.personne_id, "entite": membre.entite_id, "role": membre.role}
    journaliser(par=None, verbe="rôle terminé", objet=membre, le=le, **details)
    laisser_aux_gestionnaires(membre=membre, le=le)
    personne, entite, role = membre.personne, membre.entite, membre.role
    membre.delete()
    annoncer_fin_de_role(personne, entite, role, le=le)
    return True
