"""*Demander une rectification*: open to whoever is signed in, the first sign-in done or not [ACC-06, ACC-07]."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forprev.personnes.actions.rectifications import completer, demander, retirer
from forprev.personnes.models import Rectification
from forprev.personnes.queries.rectifications import derniere_reponse_a, rectification_ouverte_de
from forprev.profils.requete import Requete
from forprev.socle.dates import longue
from forprev.socle.raisons import Refus
from forprev.web.commun.decorators import identifie
from forprev.web.commun.preuves import servir_preuve
from forprev.web.compte.donnees_formulaires import FormulaireRectification, initial_de

lire_ou_ecrire = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@lire_ou_ecrire
@identifie
def rectification(request: Requete) -> HttpResponse:
    """`/mon-profil/rectification/`: ask, or complete the request that is open: one at a time."""
    ouverte = rectification_ouverte_de(request.acteur.personne_id)
    formulaire = _formulaire(request, ouverte)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            faite = _envoyer(request, formulaire, ouverte)
            messages.success(request, _phrase(faite, nouvelle=ouverte is None))
            return redirect(page_de_retour(request))
    return _page(request, formulaire, rectification_ouverte_de(request.acteur.personne_id))


def _formulaire(request: Requete, ouverte: Rectification | None) -> FormulaireRectification:
    recu = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = initial_de(request.acteur.personne.triplet, ouverte)
    return FormulaireRectification(*recu, initial=initial, preuve_jointe=bool(ouverte and ouverte.preuve))


def _envoyer(request: Requete, formulaire: FormulaireRectification, ouverte: Rectification | None) -> Rectification:
    saisie = {"voulue": formulaire.voulue, "motif": formulaire.cleaned_data["motif"]}
    suite = {**saisie, "preuve": formulaire.preuve_jointe, "par": request.acteur, "le": request.le}
    return completer(**suite, retirer_preuve=formulaire.preuve_retiree) if ouverte else demander(**suite)


def _phrase(faite: Rectification, *, nouvelle: bool) -> str:
    quoi = "envoyée à l’assistance" if nouvelle else "complétée"
    return f"Votre demande de rectification est {quoi}. Réponse au plus tard le {longue(faite.limite)}."


def _page(request: Requete, formulaire: FormulaireRectification, ouverte: Rectification | None) -> HttpResponse:
    contexte = {
        "form": formulaire,
        "ouverte": ouverte,
        "derniere": None if ouverte else derniere_reponse_a(request.acteur.personne_id),
        "personne": request.acteur.personne,
        "retour": page_de_retour(request),
        "aujourdhui": request.jour,
    }
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/compte/donnees/rectification.html", contexte, status=statut)


def page_de_retour(request: Requete) -> str:
    """Where the person came from: the first sign-in while it is not done."""
    return "mon_profil" if request.acteur.personne.premiere_connexion_le else "premiere_connexion"


@never_cache
@lire_ou_ecrire
@identifie
def rectification_retirer(request: Requete) -> HttpResponse:
    """`/mon-profil/rectification/retrait/`: after a confirmation that says what is lost."""
    ouverte = rectification_ouverte_de(request.acteur.personne_id)
    if request.method == "POST":
        try:
            retirer(par=request.acteur, le=request.le)
            messages.success(request, "Votre demande de rectification est retirée.")
        except Refus as refus:
            messages.error(request, str(refus))
        return redirect("rectification_demander")
    if ouverte is None:
        return redirect("rectification_demander")
    return render(request, "web/compte/donnees/rectification_retirer.html", {"ouverte": ouverte})


@require_safe
@identifie
def rectification_preuve(request: Requete) -> HttpResponse:
    """`/mon-profil/rectification/preuve/`: one's own proof, while the request is open [RGP-08]."""
    return servir_preuve(rectification_ouverte_de(request.acteur.personne_id))
