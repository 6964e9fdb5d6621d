"""*Comptes*: what the assistance does for someone, each asked before it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forprev.comptes.models import Personne
from forprev.comptes.seconds_facteurs import a_un_second_facteur
from forprev.personnes.actions import comptes as actions
from forprev.personnes.actions.comptes import etat_de
from forprev.personnes.perms import peut_agir_sur
from forprev.personnes.rules.comptes import raisons_de_retablir, raisons_de_retirer_le_facteur
from forprev.profils.requete import Requete
from forprev.socle.raisons import Raison
from forprev.web.commun.decorators import pour
from forprev.web.commun.formulaires import FormulaireForprev
from forprev.web.reseau.comptes import LECTEURS, personne_ou_404
from forprev.web.reseau.comptes_formulaires import FormulaireEmail, FormulaireSecondFacteur
from forprev.web.reseau.comptes_presentation import masquer

LE_SIEN = "C’est votre propre compte\u00a0: une autre personne de l’assistance ou de l’INRS doit le faire."
lire_ou_ecrire = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Acte:
    """An act that needs a yes and nothing more. `perte`: what it changes; `fait`: what is said once it is done;
    `raisons`: why it is not even asked."""

    titre: str
    libelle: str
    perte: Callable[[Personne], str]
    faire: Callable[..., Personne]
    fait: Callable[[Personne], str]
    raisons: Callable[[Personne], list[Raison]] = lambda personne: []


LIEN = Acte(
    "Renvoyer un lien",
    "Envoyer le lien",
    lambda p: (
        f"Un lien pour définir un mot de passe part à l’adresse {masquer(p.email)}. Il est valable 72\u00a0heures et "
        "annule les liens précédents. Si la personne ne reconnaît pas cette adresse, n’envoyez rien."
    ),
    actions.renvoyer_lien,
    lambda p: f"Un lien est parti à l’adresse {masquer(p.email)}. Il est valable 72\u00a0heures.",
)
DEBLOCAGE = Acte(
    "Débloquer le compte",
    "Débloquer",
    lambda p: "Les échecs de connexion comptés jusqu’ici sont oubliés\u00a0: la personne peut réessayer tout de suite.",
    actions.debloquer,
    lambda p: "Le compte est débloqué\u00a0: la personne peut réessayer tout de suite.",
)
FERMETURE = Acte(
    "Fermer toutes les connexions",
    "Fermer les connexions",
    lambda p: "La personne devra se connecter de nouveau sur tous ses appareils. Une saisie en cours peut être perdue.",
    actions.fermer_connexions,
    lambda p: "Toutes les connexions de ce compte sont fermées.",
)
RETABLISSEMENT = Acte(
    "Rétablir le compte",
    "Rétablir le compte",
    lambda p: (
        "Ce compte a été gelé par «\u202fCe n’est pas moi\u202f». Rétabli, il s’ouvre de nouveau à qui lit l’adresse "
        f"{masquer(p.email)}\u00a0: vérifiez d’abord que c’est bien celle de {p.prenom} {p.nom.upper()}."
    ),
    actions.retablir_compte,
    lambda p: "Le compte est rétabli. Renvoyez un lien à la personne pour qu’elle puisse y entrer.",
    lambda p: raisons_de_retablir(etat_de(p)),
)


def page_d_acte(acte: Acte) -> Callable[..., HttpResponse]:
    """The view of an act: asked on GET, done on POST; a refusal is said on the same page."""

    @never_cache
    @lire_ou_ecrire
    @pour(*LECTEURS)
    def vue(request: Requete, numero: str) -> HttpResponse:
        personne = personne_ou_404(numero)
        if not peut_agir_sur(request.acteur, personne.pk):
            return refuser_le_sien(request, personne)
        formulaire = FormulaireForprev(request.POST if request.method == "POST" else None)
        if formulaire.is_valid():
            with formulaire.refus_en_erreurs():
                faite = acte.faire(par=request.acteur, personne_id=personne.pk, le=request.le)
                messages.success(request, acte.fait(faite))
                return redirect("compte", personne.numero)
        contexte = {
            "personne": personne,
            "acte": acte,
            "perte": acte.perte(personne),
            "formulaire": formulaire,
            "empechement": _dire(acte.raisons(personne)),
        }
        return render(request, "web/reseau/comptes/acte.html", contexte, status=422 if formulaire.is_bound else 200)

    return vue


lien = page_d_acte(LIEN)
debloquer = page_d_acte(DEBLOCAGE)
connexions = page_d_acte(FERMETURE)
retablir = page_d_acte(RETABLISSEMENT)


@never_cache
@lire_ou_ecrire
@pour(*LECTEURS)
def second_facteur(request: Requete, numero: str) -> HttpResponse:
    """`/comptes/<n°>/double-authentification/`: taken away once the identity is checked [ACC-15]."""
    personne = personne_ou_404(numero)
    if not peut_agir_sur(request.acteur, personne.pk):
        return refuser_le_sien(request, personne)
    formulaire = FormulaireSecondFacteur(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            moyen = formulaire.cleaned_data["moyen"]
            actions.retirer_second_facteur(par=request.acteur, personne_id=personne.pk, moyen=moyen, le=request.le)
            messages.success(request, "La double authentification est retirée. La personne en est prévenue par e-mail.")
            return redirect("compte", personne.numero)
    raisons = raisons_de_retirer_le_facteur(actif=a_un_second_facteur(personne))
    contexte = {"personne": personne, "formulaire": formulaire, "empechement": _dire(raisons)}
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/reseau/comptes/second_facteur.html", contexte, status=statut)


@never_cache
@lire_ou_ecrire
@pour(*LECTEURS)
def email(request: Requete, numero: str) -> HttpResponse:
    """`/comptes/<n°>/e-mail/`: the address of an account never used [ACC-25]."""
    personne = personne_ou_404(numero)
    if not peut_agir_sur(request.acteur, personne.pk):
        return refuser_le_sien(request, personne)
    saisie = request.POST if request.method == "POST" else None
    formulaire = FormulaireEmail(saisie, initial={"email": personne.email})
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            nouveau = formulaire.cleaned_data["email"]
            corrigee = actions.corriger_email(par=request.acteur, personne_id=personne.pk, email=nouveau, le=request.le)
            messages.success(request, _dire_l_adresse(corrigee, change=corrigee.email != personne.email))
            return redirect("compte", personne.numero)
    raisons = actions.raisons_de_garder_l_email(par=request.acteur, personne=personne)
    contexte = {"personne": personne, "formulaire": formulaire, "empechement": _dire(raisons)}
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/reseau/comptes/email.html", contexte, status=statut)


def _dire(raisons: list[Raison]) -> str:
    return " ".join(raison.texte for raison in raisons)


def _dire_l_adresse(personne: Personne, *, change: bool) -> str:
    if not change:
        return "C’était déjà cette adresse\u00a0: rien n’a changé."
    if not personne.is_active:
        return f"L’e-mail est maintenant {personne.email}. Aucun lien n’est parti\u00a0: le compte est gelé."
    return f"L’e-mail est maintenant {personne.email}\u00a0: un lien valable 72\u00a0heures vient d’y partir."


def refuser_le_sien(request: Requete, personne: Personne) -> HttpResponse:
    """Nobody acts on their own account from here."""
    messages.error(request, LE_SIEN)
    return redirect("compte", personne.numero)
