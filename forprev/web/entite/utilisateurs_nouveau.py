"""`/utilisateurs/nouveau/`: who is added (tab *Informations*), then as what (tab *Rôle*)."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from forprev.comptes.actions.recherches import pre_remplir
from forprev.comptes.states import Profil
from forprev.entites.actions.membres import DejaMembre
from forprev.entites.models import Membre
from forprev.personnes.actions.utilisateurs import Reconnaissance, reconnaitre
from forprev.profils.requete import Requete
from forprev.socle.raisons import Raison, Refus
from forprev.web.commun.decorators import pour
from forprev.web.entite.utilisateurs_brouillon import Brouillon, garder, lire, oublier
from forprev.web.entite.utilisateurs_formulaires import FormulaireInformations

SEL = "utilisateurs.proposition"
# A proposal is chosen in the hour, not kept for another day.
CHOIX_EN_SECONDES = 3600
AUCUNE = "aucune"
lire_ou_ecrire = require_http_methods(["GET", "HEAD", "POST"])


@lire_ou_ecrire
@pour(Profil.GESTIONNAIRE)
def informations(request: Requete, cle: UUID | None = None) -> HttpResponse:
    """The tab *Informations*; with `cle`, on the way back from the tab *Rôle* [ACC-10, ACC-13, ACC-23]."""
    brouillon = lire(request, cle) if cle else None
    if brouillon and brouillon.fait:
        return redirect("utilisateur", brouillon.fait)
    if "abandonner" in request.POST:
        oublier(request, cle)
        return redirect("utilisateurs")
    if request.method != "POST":
        return _page(request, FormulaireInformations(saisi=brouillon.saisie if brouillon else None), brouillon)
    if "pre_remplir" in request.POST:
        return _pre_remplir(request, brouillon)
    if "corriger" in request.POST:
        return _page(request, FormulaireInformations(saisi=request.POST.dict()).viser("nom"), brouillon)
    return _suivant(request, brouillon)


def _pre_remplir(request: Requete, brouillon: Brouillon | None) -> HttpResponse:
    """Fill nom and prénom from the number; the birth date is the gestionnaire's to give [ACC-23]."""
    saisi = request.POST.dict()
    numero = "".join(saisi.get("numero", "").split())[:20]
    try:
        identite = pre_remplir(par=request.acteur, numero=numero.replace("\x00", ""), le=request.le)
    except Refus as refus:
        formulaire = FormulaireInformations(request.POST)
        formulaire.is_valid()
        formulaire.errors.clear()
        formulaire.refuser(refus.raisons)
        return _page(request, formulaire, brouillon)
    saisi |= {"nom": identite.nom, "prenom": identite.prenom}
    formulaire = FormulaireInformations(saisi=saisi).viser("date_naissance")
    return _page(request, formulaire, brouillon, prerempli=True)


def _suivant(request: Requete, brouillon: Brouillon | None) -> HttpResponse:
    formulaire = FormulaireInformations(request.POST)
    contexte: dict[str, Any] = {}
    if formulaire.is_valid():
        with formulaire.refus_en_erreurs():
            try:
                trouves = _reconnaitre(request, formulaire)
            except DejaMembre as deja:
                return _page(request, formulaire, brouillon, deja=deja.membre)
            if not trouves.propositions:
                return _vers_le_role(request, formulaire, brouillon, trouves)
            contexte["propositions"] = _avec_jetons(request, trouves)
    return _page(request, formulaire, brouillon, **contexte)


def _reconnaitre(request: Requete, formulaire: FormulaireInformations) -> Reconnaissance:
    choix = request.POST.get("personne", "")
    saisie = formulaire.saisie(personne_id=_choisie(request, choix), nouvelle=choix == AUCUNE)
    return reconnaitre(par=request.acteur, le=request.le, saisie=saisie)


def _avec_jetons(request: Requete, trouves: Reconnaissance) -> list[dict[str, Any]]:
    """Each proposal with a choice that cannot be forged nor used by somebody else."""
    a_qui = [request.acteur.personne_id, request.acteur.code]
    return [
        {"personne": proposition, "jeton": signing.dumps([*a_qui, proposition.personne_id], salt=SEL)}
        for proposition in trouves.propositions
    ]


def _choisie(request: Requete, jeton: str) -> int | None:
    if jeton in ("", AUCUNE):
        return None
    try:
        *a_qui, personne_id = signing.loads(jeton, salt=SEL, max_age=CHOIX_EN_SECONDES)
    except signing.BadSignature:
        a_qui = []
    if a_qui != [request.acteur.personne_id, request.acteur.code]:
        raise Refus(Raison("choix_perime", "Ce choix n’est plus valable\u00a0: lancez de nouveau la recherche."))
    return int(personne_id)


def _vers_le_role(
    request: Requete, formulaire: FormulaireInformations, brouillon: Brouillon | None, trouves: Reconnaissance
) -> HttpResponse:
    """Keep what was recognised, with what was typed in the other tab, and go there."""
    brouillon = brouillon or Brouillon(acteur=request.acteur.code)
    propre, personne = formulaire.cleaned_data, trouves.personne
    brouillon.saisie = {nom: str(request.POST.get(nom, "")) for nom in FormulaireInformations.SAISIS}
    brouillon.naissance = propre["date_naissance"].isoformat()
    brouillon.personne_id = personne.pk if personne else None
    brouillon.nom_complet = personne.nom_complet if personne else f"{propre['nom'].upper()} {propre['prenom']}"
    garder(request, brouillon)
    return redirect("utilisateur_nouveau_role", brouillon.cle)


def _page(
    request: Requete,
    formulaire: FormulaireInformations,
    brouillon: Brouillon | None,
    *,
    deja: Membre | None = None,
    **contexte: Any,
) -> HttpResponse:
    a_corriger = bool(formulaire.is_bound and formulaire.errors) or deja or "propositions" in contexte
    contexte |= {"formulaire": formulaire, "brouillon": brouillon, "deja": deja, "onglet": "informations"}
    contexte.setdefault("propositions", [])
    contexte.setdefault("prerempli", False)
    gabarit = "web/entite/utilisateurs/informations.html"
    return render(request, gabarit, contexte, status=422 if a_corriger else 200)
