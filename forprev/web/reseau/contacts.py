"""*Contacts*: what people write to the assistance, and its answers [AID-04]."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forprev.aide.actions import reponses
from forprev.aide.models import Ticket
from forprev.aide.perms import visibles_par
from forprev.aide.queries import fil, tickets
from forprev.aide.rules import LONGUEUR_TEXTE
from forprev.aide.states import LIBELLES, LIBELLES_ORIGINE, TABLE, Action, Cote, EtatTicket
from forprev.comptes.states import Profil
from forprev.personnes.actions.contestation import retablir_compte
from forprev.profils.requete import Requete
from forprev.socle.raisons import Refus
from forprev.web.commun.decorators import pour
from forprev.web.commun.filtres import criteres_actifs
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.commun.listes import lister
from forprev.web.commun.objets import objet_ou_404

TONS = {EtatTicket.OUVERT: "attention", EtatTicket.REPONDU: "info", EtatTicket.CLOS: "neutre"}
TRIS = {"attente": ["attend_depuis"], "numero": ["pk"], "objet": ["objet"], "etat": ["etat", "attend_depuis"]}


class FiltreContacts(FormulaireForprev):
    """The criteria; an unknown one is none."""

    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "Tous"), *((etat.value, libelle) for etat, libelle in LIBELLES.items())],
    )
    origine = forms.ChoiceField(
        label="Origine",
        required=False,
        choices=[("", "Toutes"), *((origine.value, libelle) for origine, libelle in LIBELLES_ORIGINE.items())],
    )

    @property
    def criteres(self) -> dict[str, str]:
        self.is_valid()
        return {nom: self.cleaned_data.get(nom, "") for nom in self.fields}


class FormulaireReponse(FormulaireForprev):
    texte = forms.CharField(label="Votre réponse", max_length=LONGUEUR_TEXTE, widget=forms.Textarea({"rows": 8}))


@require_safe
@pour(Profil.ASSISTANCE)
def liste(request: Requete) -> HttpResponse:
    """`/contacts/`: those that wait, the oldest first, unless the address asks for others."""
    filtre = FiltreContacts({"etat": EtatTicket.OUVERT.value, **request.GET.dict()})
    page = lister(request, tickets(request.acteur, **filtre.criteres), tris=TRIS, defaut="attente")
    contexte = {
        "filtre": filtre,
        "criteres": criteres_actifs(request, filtre),
        "tons": TONS,
        **page.contexte(),
    }
    return render(request, "web/reseau/contacts/liste.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@pour(Profil.ASSISTANCE)
def fiche(request: Requete, pk: int) -> HttpResponse:
    """`/contacts/<n>/`: the thread; a POST answers, and closes when that button is pressed."""
    ticket = _ticket(request, pk)
    formulaire = FormulaireReponse(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            clore_ensuite = "clore" in request.POST
            texte = formulaire.cleaned_data["texte"]
            reponses.repondre(
                par=request.acteur,
                ticket_id=pk,
                version=_version(request),
                texte=texte,
                clore_ensuite=clore_ensuite,
                le=request.le,
            )
            messages.success(request, _dit(clore_ensuite))
            return redirect("contacts")
        ticket = _ticket(request, pk)
    return render(
        request,
        "web/reseau/contacts/fiche.html",
        _contexte(ticket, formulaire),
        status=422 if formulaire.is_bound else 200,
    )


def _contexte(ticket: Ticket, formulaire: FormulaireReponse) -> dict[str, Any]:
    possibles = TABLE.actions(ticket.etat, Cote.ASSISTANCE)
    return {
        "ticket": ticket,
        "fil": fil(ticket),
        "formulaire": formulaire,
        "ton": TONS[EtatTicket(ticket.etat)],
        "peut_repondre": Action.REPONDRE in possibles,
        "peut_rouvrir": Action.ROUVRIR in possibles,
        "gele": ticket.concerne is not None and ticket.concerne.conteste_le is not None,
    }


def _dit(clore_ensuite: bool) -> str:
    return "La réponse est envoyée et le message clos." if clore_ensuite else "La réponse est envoyée."


@require_POST
@pour(Profil.ASSISTANCE)
def clore(request: Requete, pk: int) -> HttpResponse:
    """Close without an answer."""
    _ticket(request, pk)
    try:
        reponses.clore(par=request.acteur, ticket_id=pk, version=_version(request), le=request.le)
        messages.success(request, "Le message est clos.")
    except Refus as refus:
        messages.error(request, str(refus))
    return redirect("contact", pk)


@require_POST
@pour(Profil.ASSISTANCE)
def rouvrir(request: Requete, pk: int) -> HttpResponse:
    """Closed too early."""
    _ticket(request, pk)
    try:
        reponses.rouvrir(par=request.acteur, ticket_id=pk, version=_version(request), le=request.le)
        messages.success(request, "Le message est rouvert.")
    except Refus as refus:
        messages.error(request, str(refus))
    return redirect("contact", pk)


@require_POST
@pour(Profil.ASSISTANCE)
def retablir(request: Requete, pk: int) -> HttpResponse:
    """Give back the account that « Ce n’est pas moi » froze [ACC-20]."""
    ticket = _ticket(request, pk)
    try:
        personne = retablir_compte(par=request.acteur, ticket=ticket, le=request.le)
        messages.success(request, f"Le compte {personne.numero} est rétabli.")
    except Refus as refus:
        messages.error(request, str(refus))
    return redirect("contact", pk)


def _ticket(request: Requete, pk: int) -> Ticket:
    return objet_ou_404(
        request, lambda acteur: visibles_par(acteur).select_related("personne", "concerne", "dernier_agent"), pk=pk
    )


def _version(request: Requete) -> int:
    """The version that was read; 0, which none is, when it is not even a number."""
    lue = request.POST.get("version", "")
    return int(lue) if lue.isascii() and lue.isdigit() and len(lue) < 10 else 0
