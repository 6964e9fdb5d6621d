"""Writing to the assistance, with an account or without, and reading its answers [AID-04, AID-07]."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forprev.aide.actions.tickets import Message, ecrire_a_l_assistance, relancer
from forprev.aide.jetons import ticket_suivi
from forprev.aide.models import Ticket
from forprev.aide.queries import assistance, caisse_de, fil, siens
from forprev.comptes.models import Acteur
from forprev.profils.requete import Requete, acteur_de
from forprev.socle.raisons import Raison
from forprev.web.commun.decorators import identifie
from forprev.web.public.aide_formulaires import FormulaireContact, FormulaireContactConnecte, FormulaireSuite
from forprev.web.public.aide_provenance import page_d_origine

LIMITE = "contact"
TROP = (
    "Beaucoup de messages viennent d’être envoyés d’ici\u00a0: réessayez dans une heure, ou téléphonez à l’assistance."
)
SES_DERNIERS = 5
lire_ou_ecrire = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@lire_ou_ecrire
def contact(request: Requete) -> HttpResponse:
    """`/aide/contact/`: open to all, even before the first sign-in is done."""
    acteur = acteur_de(request)
    formulaire = _formulaire(request, acteur)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            if ticket := _envoyer(request, formulaire, acteur):
                return _envoye(request, ticket)
    contexte = {
        "formulaire": formulaire,
        "envoye": "envoye" in request.GET,
        "assistance": assistance(request.jour),
        "sa_caisse": caisse_de(acteur) if acteur else None,
        "siens": siens(acteur.personne_id)[:SES_DERNIERS] if acteur else [],
    }
    return render(request, "web/public/aide/contact.html", contexte, status=_statut(formulaire))


def _formulaire(request: Requete, acteur: Acteur | None) -> FormulaireContact:
    classe = FormulaireContactConnecte if acteur else FormulaireContact
    if request.method == "POST":
        return classe(request.POST)
    return classe(initial={"page": page_d_origine(request), "email": acteur.personne.email if acteur else ""})


def _envoyer(request: Requete, formulaire: FormulaireContact, acteur: Acteur | None) -> Ticket | None:
    """None when too much was sent from here, or to this address: the form says so."""
    if not ratelimit.consume(request, action=LIMITE, key=formulaire.cleaned_data["email"].casefold()):
        formulaire.refuser([Raison("trop_de_messages", TROP)])
        return None
    lus = {"nom": acteur.personne.nom_complet if acteur else "", **formulaire.cleaned_data}
    return ecrire_a_l_assistance(par=acteur, message=Message(**lus), le=request.le)


def _envoye(request: Requete, ticket: Ticket) -> HttpResponse:
    if ticket.personne_id:
        messages.success(request, f"Votre message n°\u00a0{ticket.pk} est envoyé à l’assistance.")
        return redirect("aide_message", ticket.pk)
    return redirect(f"{reverse('aide_contact')}?envoye=1")


@never_cache
@lire_ou_ecrire
@identifie
def message(request: Requete, pk: int) -> HttpResponse:
    """`/aide/contact/<n>/`: the thread of a message that one wrote while signed in."""
    ticket = get_object_or_404(Ticket.objects.de(request.acteur.personne_id), pk=pk)
    return _suivre(request, ticket, request.acteur)


@never_cache
@lire_ou_ecrire
def suivi(request: Requete, token: str) -> HttpResponse:
    """`/aide/contact/suivi/<token>/`: the same for who has no account, by the link of their mail."""
    ticket = ticket_suivi(token)
    if ticket is None:
        raise Http404
    return _suivre(request, ticket, None)


def _suivre(request: Requete, ticket: Ticket, acteur: Acteur | None) -> HttpResponse:
    formulaire = FormulaireSuite(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        if not ratelimit.consume(request, action=LIMITE, key=ticket.email.casefold()):
            formulaire.refuser([Raison("trop_de_messages", TROP)])
        else:
            with formulaire.refus_en_erreurs():
                relancer(par=acteur, ticket_id=ticket.pk, texte=formulaire.cleaned_data["texte"], le=request.le)
                messages.success(request, "Votre message est ajouté. L’assistance est prévenue.")
                return redirect(request.path)
    contexte: dict[str, Any] = {"ticket": ticket, "fil": fil(ticket), "formulaire": formulaire}
    return render(request, "web/public/aide/message.html", contexte, status=_statut(formulaire))


def _statut(formulaire: FormulaireContact | FormulaireSuite) -> int:
    return 422 if formulaire.is_bound else 200
