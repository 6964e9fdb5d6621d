"""*Ce n’est pas moi*: an account freezes, those who opened it and the assistance are told [ACC-20]."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from forprev.aide.actions.tickets import Message, ouvrir_ticket
from forprev.aide.models import Ticket
from forprev.aide.notifications import CompteContesteATraiter, accuser_reception, prevenir_l_assistance
from forprev.aide.states import Origine
from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire
from forprev.comptes.contestations import personne_contestee
from forprev.comptes.models import Acteur, ChangementEmail, Personne
from forprev.comptes.states import Profil
from forprev.entites.models import Membre
from forprev.personnes.notifications.contestation import CompteConteste
from forprev.personnes.rules.contestation import raisons_contestation_de_compte, raisons_retablissement
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger

SANS_PRECISION = "La personne n’a rien précisé."


@transaction.atomic
def contester_compte(*, jeton: str, le: datetime, precisions: str = "") -> Personne:
    """Freeze the account that a creation mail announced, at the word of who received it [ACC-20].

    Nobody enters any more: sign-in is refused, web sessions are closed, links are void. Its roles and delegations stay
    written, since the account is given back once its e-mail is corrected; they serve nobody meanwhile. Whoever opened
    it and the assistance are told, a ticket is opened. Said twice, it is said once.

    Raises Personne.DoesNotExist for a false token, Refus once the first sign-in is done.
    """
    personne = personne_contestee(jeton, parmi=Personne.objects.select_for_update(of=("self",)))
    if personne is None:
        raise Personne.DoesNotExist
    if personne.conteste_le is not None:
        return personne
    exiger(raisons_contestation_de_compte(deja_utilise=personne.premiere_connexion_le is not None))
    _geler(personne, le)
    journaliser(par=None, verbe="personnes.contester_compte", objet=personne, le=le)
    annoncer(CompteConteste(personne.numero, le.isoformat()), _ouvreurs(personne), le=le)
    _ouvrir_ticket(personne, precisions, le)
    return personne


def _geler(personne: Personne, le: datetime) -> None:
    personne.is_active, personne.conteste_le = False, le
    personne.generation_connexions += 1
    personne.jeton_generation += 1
    personne.save(update_fields=["is_active", "conteste_le", "generation_connexions", "jeton_generation"])
    ChangementEmail.objects.filter(personne=personne).delete()


def _ouvreurs(personne: Personne) -> Iterable[Destinataire]:
    """Who opened the account; when they are gone, the gestionnaires of the entities where it has a role."""
    if personne.ouvert_par and personne.ouvert_par.is_active:
        return [Destinataire(personne.ouvert_par.pk)]
    entites = Membre.objects.filter(personne=personne).values("entite")
    gestionnaires = Membre.objects.gestionnaires().filter(entite__in=entites, personne__is_active=True)
    lignes = gestionnaires.exclude(personne=personne).order_by("pk").values_list("personne_id", "entite_id")
    return [Destinataire(pk, f"{Profil.GESTIONNAIRE}-{entite}") for pk, entite in lignes]


def _ouvrir_ticket(personne: Personne, precisions: str, le: datetime) -> None:
    """The ticket is answered to the address that received the mail, whose owner says they are not the person."""
    message = Message(
        nom="",
        email=personne.email,
        objet=f"Ce n’est pas moi\u00a0: compte {personne.numero}",
        texte=precisions.strip() or SANS_PRECISION,
    )
    cle = f"compte-conteste:{personne.pk}:{le.isoformat()}"
    ticket, _ = ouvrir_ticket(
        par=None, origine=Origine.COMPTE_CONTESTE, cle=cle, message=message, le=le, concerne=personne
    )
    tour = ticket.fil.get()
    accuser_reception(ticket, tour, le=le)
    prevenir_l_assistance(CompteContesteATraiter(ticket.pk, tour.pk, compte=personne.numero), le=le)


@transaction.atomic
def retablir_compte(*, par: Acteur, ticket: Ticket, le: datetime) -> Personne:
    """Give a frozen account back, its e-mail corrected or the mistake understood; no link is sent [ACC-20].

    Raises Refus unless `par` is the assistance, when the account is gone, or when nobody contests it.
    """
    if par.profil != Profil.ASSISTANCE or ticket.concerne_id is None:
        raise Refus(Raison("compte_absent", "Ce ticket ne porte sur aucun compte que vous puissiez rétablir."))
    personne: Personne = Personne.objects.select_for_update(of=("self",)).get(pk=ticket.concerne_id)
    exiger(raisons_retablissement(conteste=personne.conteste_le is not None))
    personne.is_active, personne.conteste_le = True, None
    personne.save(update_fields=["is_active", "conteste_le"])
    journaliser(par=par, verbe="personnes.retablir_compte", objet=personne, le=le, ticket=ticket.pk)
    return personne
