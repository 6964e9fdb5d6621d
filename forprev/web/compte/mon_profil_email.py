"""Changing one's e-mail: asked from the profile, confirmed from the new address [ACC-07]."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from forprev.communication.actions.emails import confirmer_changement_email, demander_changement_email
from forprev.comptes.actions.connexions import confirmer_mot_de_passe
from forprev.comptes.actions.emails import annuler_changement
from forprev.comptes.actions.mots_de_passe import LienPerime
from forprev.comptes.liens import empreinte
from forprev.comptes.models import ChangementEmail
from forprev.profils.requete import Requete
from forprev.socle.raisons import Raison, Refus
from forprev.web.commun.decorators import identifie
from forprev.web.compte.adaptateur import adresse_de
from forprev.web.compte.inscription_formulaires import FormulaireChangementEmail

ACTION_LIMITEE = "change_email"
TROP_DE_DEMANDES = Raison("trop_de_demandes", "Trop de changements demandés\u00a0: réessayez dans une heure.", "email")


@never_cache
@sensitive_post_parameters("mot_de_passe")
@require_http_methods(["GET", "HEAD", "POST"])
@identifie
def changer_email(request: Requete) -> HttpResponse:
    """`/mon-profil/e-mail/`: open before the first sign-in is done too, whose page asks to check the e-mail."""
    formulaire = FormulaireChangementEmail(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            _demander(request, formulaire)
        if formulaire.is_valid():
            email = formulaire.cleaned_data["email"]
            messages.success(request, f"Un lien a été envoyé à {email}\u00a0: suivez-le pour confirmer cet e-mail.")
            return _retour(request)
    contexte = {"form": formulaire, "personne": request.acteur.personne}
    statut = 422 if request.method == "POST" else 200
    return render(request, "web/compte/mon_profil_email.html", contexte, status=statut)


def _demander(request: Requete, formulaire: FormulaireChangementEmail) -> None:
    """Raises Refus: a wrong password counts as a try to sign in; strangers are not mailed at will."""
    propre = formulaire.cleaned_data
    confirmer_mot_de_passe(
        personne=request.acteur.personne,
        mot_de_passe=propre["mot_de_passe"],
        adresse=adresse_de(request),
        le=request.le,
        champ="mot_de_passe",
    )
    if not ratelimit.consume(request, action=ACTION_LIMITEE, user=request.acteur.personne):
        raise Refus(TROP_DE_DEMANDES)
    demander_changement_email(par=request.acteur, adresse=propre["email"], le=request.le)


@require_POST
@identifie
def annuler(request: Requete) -> HttpResponse:
    """`/mon-profil/e-mail/annuler/`: give up the change under way."""
    if annuler_changement(par=request.acteur, le=request.le):
        messages.success(request, "Le changement d’e-mail est annulé.")
    else:
        messages.info(request, "Aucun changement d’e-mail n’est en cours.")
    return _retour(request)


def _retour(request: Requete) -> HttpResponse:
    """To the profile; to the first sign-in for whoever has not done it."""
    return redirect("mon_profil" if request.acteur.personne.premiere_connexion_le else "premiere_connexion")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: Requete, token: str) -> HttpResponse:
    """`/mon-profil/e-mail/confirmation/<token>/`: from the new address, signed in or not; a POST confirms."""
    valables = ChangementEmail.objects.valables(request.le).filter(personne__is_active=True)
    changement = valables.filter(empreinte=empreinte(token)).first()
    if changement is None:
        return _perime(request)
    refus: tuple[Raison, ...] = ()
    if request.method == "POST":
        try:
            confirmer_changement_email(secret=token, le=request.le)
        except LienPerime:
            return _perime(request)
        except Refus as refuse:
            refus = refuse.raisons
        else:
            return _change(request, changement)
    contexte = {"changement": changement, "refus": refus}
    return render(request, "web/compte/email_confirmation.html", contexte, status=422 if refus else 200)


def _change(request: Requete, changement: ChangementEmail) -> HttpResponse:
    """To the profile of whoever is signed in, to the sign-in otherwise."""
    messages.success(request, f"Votre e-mail est désormais {changement.adresse}.")
    return redirect("mon_profil" if request.user.is_authenticated else "account_login")


def _perime(request: Requete) -> HttpResponse:
    return render(request, "web/compte/email_lien_perime.html", status=404)
