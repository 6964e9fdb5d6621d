"""When no gestionnaire can act any more: asking for another, following the request, contesting it [ACC-19]."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forprev.comptes.models import Acteur
from forprev.entites.jetons import lettre_suivie
from forprev.entites.models import ContestationSuccession
from forprev.habilitations.queries import entite_designee
from forprev.personnes.actions.successions import contester, demander_succession, succession_subie
from forprev.profils.requete import Requete, acteur_de
from forprev.referentiel.delais import valeur
from forprev.socle.raisons import Raison
from forprev.web.commun.autre_profil import AutreProfil
from forprev.web.commun.decorators import connecte
from forprev.web.public.succession_formulaires import FormulaireContester, FormulaireSuccession, deposant_de

LIMITE = "succession"
TROP = "Plusieurs demandes viennent d’être envoyées d’ici\u00a0: réessayez dans une heure, ou écrivez à l’assistance."
lire_ou_ecrire = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@lire_ou_ecrire
def demande(request: Requete) -> HttpResponse:
    """`/succession/`: open to all. The answer is the same whether the entity exists or not."""
    acteur = acteur_de(request)
    formulaire = _formulaire(request, acteur)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            if _envoyer(request, formulaire, acteur):
                return redirect(f"{reverse('succession')}?envoyee=1")
    contexte = {
        "formulaire": formulaire,
        "envoyee": "envoyee" in request.GET,
        "jours": valeur("successeur_contestation", request.jour),
    }
    return render(request, "web/public/succession/demande.html", contexte, status=_statut(formulaire))


def _formulaire(request: Requete, acteur: Acteur | None) -> FormulaireSuccession:
    if request.method == "POST":
        return FormulaireSuccession(request.POST, request.FILES)
    if acteur is None:
        return FormulaireSuccession()
    soi = acteur.personne
    return FormulaireSuccession(initial={"nom": soi.nom, "prenom": soi.prenom, "email": soi.email})


def _envoyer(request: Requete, formulaire: FormulaireSuccession, acteur: Acteur | None) -> bool:
    """False when too much was sent from here: the form says so."""
    if not ratelimit.consume(request, action=LIMITE, key=formulaire.cleaned_data["email"].casefold()):
        formulaire.refuser([Raison("trop_de_demandes", TROP)])
        return False
    identifiant = formulaire.cleaned_data["identifiant"]
    demander_succession(
        par=acteur,
        entite=entite_designee(identifiant),
        identifiant=identifiant,
        deposant=deposant_de(formulaire, acteur.personne if acteur else None),
        designe=formulaire.designe,
        lettre=formulaire.cleaned_data["lettre"],
        le=request.le,
    )
    return True


@never_cache
@require_safe
def suivi(request: Requete, token: str) -> HttpResponse:
    """`/succession/suivi/<token>/`: where the request stands, by the link of the acknowledgement."""
    lettre = lettre_suivie(token)
    if lettre is None:
        raise Http404
    contexte = {"lettre": lettre, "succession": lettre.succession}
    return render(request, "web/public/succession/suivi.html", contexte)


@never_cache
@lire_ou_ecrire
@connecte
def contestation(request: Requete) -> HttpResponse:
    """`/succession/contester/`: the one act that is open to a former gestionnaire, who otherwise only reads."""
    succession = succession_subie(_en_lecture(request))
    if succession is None:
        raise Http404
    formulaire = FormulaireContester(request.POST if request.method == "POST" else None)
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            contester(par=request.acteur, texte=formulaire.cleaned_data["texte"], le=request.le)
            messages.success(request, "Votre contestation est enregistrée. La caisse et l’assistance sont prévenues.")
            return redirect("succession_contester")
    deja = ContestationSuccession.objects.filter(succession=succession, personne=request.acteur.personne).first()
    contexte = {"succession": succession, "formulaire": formulaire, "deja": deja}
    return render(request, "web/public/succession/contester.html", contexte, status=_statut(formulaire))


def _en_lecture(request: Requete) -> Acteur:
    """The active profile, when it only reads. Raises AutreProfil when another does, Http404 when none does."""
    if request.acteur.lecture_seule and request.GET.get("profil", request.acteur.code) == request.acteur.code:
        return request.acteur
    autres = [acteur for acteur in request.acteurs if acteur.lecture_seule and acteur != request.acteur]
    if autres:
        raise AutreProfil(autres)
    if request.acteur.lecture_seule:
        return request.acteur
    raise Http404


def _statut(formulaire: FormulaireSuccession | FormulaireContester) -> int:
    return 422 if formulaire.is_bound else 200
