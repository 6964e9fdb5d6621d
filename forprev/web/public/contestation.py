"""*Ce n’est pas moi*: the page behind the second link of an account-creation mail [ACC-20]."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forprev.aide.rules import LONGUEUR_TEXTE
from forprev.comptes.contestations import personne_contestee
from forprev.personnes.actions.contestation import contester_compte
from forprev.profils.requete import Requete
from forprev.web.commun.formulaires import FormulaireForprev


class FormulaireContestation(FormulaireForprev):
    precisions = forms.CharField(
        label="Précisions pour l’assistance",
        required=False,
        max_length=LONGUEUR_TEXTE,
        widget=forms.Textarea({"rows": 4}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def compte_conteste(request: Requete, token: str) -> HttpResponse:
    """`/compte-conteste/<token>/`: reading it changes nothing, mail scanners open every link.

    A false token is a page that does not exist; after the first sign-in, the page leads to the assistance.
    """
    personne = personne_contestee(token)
    if personne is None:
        raise Http404
    formulaire = FormulaireContestation(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            contester_compte(jeton=token, le=request.le, precisions=formulaire.cleaned_data["precisions"])
            return redirect("compte_conteste", token)
    contexte = {
        "numero": personne.numero,
        "gele": personne.conteste_le is not None,
        "utilise": personne.premiere_connexion_le is not None,
        "formulaire": formulaire,
    }
    statut = 422 if formulaire.is_bound else 200
    return render(request, "web/public/acces/compte_conteste.html", contexte, status=statut)
