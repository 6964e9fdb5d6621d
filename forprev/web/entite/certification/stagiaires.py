"""The tab *Stagiaires*: one line at a time, with the people who may be the one typed."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from forprev.certification.actions import groupe
from forprev.certification.models import SessionCertification, Stagiaire
from forprev.certification.perms import peut_saisir
from forprev.comptes.actions.recherches import Proposition, chercher_personnes, pre_remplir
from forprev.comptes.rules import Triplet
from forprev.profils.requete import Requete
from forprev.socle.raisons import Raison, Refus
from forprev.web.commun.versions import version_postee
from forprev.web.entite.certification.formulaires import FormulaireStagiaire
from forprev.web.entite.certification.page import afficher, contexte_commun, session_de

SEL = "certification.proposition"
AUCUNE = "aucune"


@require_GET
def stagiaires(request: Requete, numero: int) -> HttpResponse:
    """`/certification/<n>/stagiaires/`."""
    return page_stagiaires(request, session_de(request, numero))


def page_stagiaires(
    request: Requete, session: SessionCertification, *, statut: int = 200, **contexte: Any
) -> HttpResponse:
    """The tab, also as the answer to what was refused from its panel."""
    commun = contexte_commun(request, session, "stagiaires")
    propre = {
        "stagiaires": lignes(session, commun["raisons"]),
        "formulaire": FormulaireStagiaire(niveau=session.niveau or 1, auto_id="nouveau_%s").viser(),
        "ouvrir": "nouveau" in request.GET,
    }
    return render(request, "web/entite/certification/stagiaires.html", commun | propre | contexte, status=statut)


def lignes(session: SessionCertification, raisons: list[Raison]) -> list[dict[str, Any]]:
    """Each stagiaire with what is wrong, or odd, about them."""
    textes: dict[str, list[Raison]] = {}
    for raison in raisons:
        if raison.champ.startswith("stagiaire-"):
            textes.setdefault(raison.champ.removeprefix("stagiaire-"), []).append(raison)
    return [
        {"stagiaire": s, "raisons": textes.get(str(s.pk), [])} for s in session.stagiaires.select_related("personne")
    ]


@require_http_methods(["GET", "POST"])
def nouveau(request: Requete, numero: int) -> HttpResponse:
    """`/certification/<n>/stagiaires/nouveau/`: the page behind the dialog *Nouveau stagiaire*."""
    return _ligne(request, session_de(request, numero), None)


@require_http_methods(["GET", "POST"])
def modifier(request: Requete, numero: int, stagiaire_id: int) -> HttpResponse:
    session = session_de(request, numero)
    return _ligne(request, session, _stagiaire(session, stagiaire_id))


def _stagiaire(session: SessionCertification, stagiaire_id: int) -> Stagiaire:
    stagiaire = session.stagiaires.filter(pk=stagiaire_id).first()
    if stagiaire is None:
        raise Http404
    return stagiaire


def _ligne(request: Requete, session: SessionCertification, stagiaire: Stagiaire | None) -> HttpResponse:
    if not peut_saisir(request.acteur, session):
        messages.error(request, "Cette session n’est plus en cours de saisie.")
        return redirect("certification_stagiaires", session.pk)
    if request.method == "GET":
        formulaire = FormulaireStagiaire(niveau=session.niveau or 1, stagiaire=stagiaire).viser()
        return _page(request, session, formulaire, stagiaire)
    if "pre_remplir" in request.POST:
        return _pre_remplir(request, session, stagiaire)
    if "corriger" in request.POST:
        return _page(request, session, _retape(request, session), stagiaire)
    return _ecrire(request, session, stagiaire)


def _retape(request: Requete, session: SessionCertification, **autres: str) -> FormulaireStagiaire:
    """What was typed, to go on with; `autres` are values found for it."""
    return FormulaireStagiaire(niveau=session.niveau or 1, saisi={**request.POST.dict(), "personne": ""} | autres)


def _pre_remplir(request: Requete, session: SessionCertification, stagiaire: Stagiaire | None) -> HttpResponse:
    """Fill nom and prénom from the number; the birth date is the entity's to give [ACC-23]."""
    formulaire = FormulaireStagiaire(request.POST, niveau=session.niveau or 1)
    try:
        identite = pre_remplir(par=request.acteur, numero=request.POST.get("numero", ""), le=request.le)
    except Refus as refus:
        formulaire.is_valid()
        formulaire.errors.clear()
        formulaire.refuser(refus.raisons)
        return _page(request, session, formulaire, stagiaire)
    rempli = _retape(request, session, nom=identite.nom, prenom=identite.prenom).viser("date_naissance")
    return _page(request, session, rempli, stagiaire, prerempli=True)


def _ecrire(request: Requete, session: SessionCertification, stagiaire: Stagiaire | None) -> HttpResponse:
    formulaire = FormulaireStagiaire(request.POST, niveau=session.niveau or 1)
    if not formulaire.is_valid():
        return _page(request, session, formulaire, stagiaire)
    with formulaire.refus_en_erreurs():
        propositions = _propositions(request, session, formulaire)
        if propositions:
            return _page(request, session, formulaire, stagiaire, propositions=propositions)
        return _enregistrer(request, session, stagiaire, formulaire)
    return _page(request, session_de(request, session.pk), formulaire, stagiaire)


def _propositions(
    request: Requete, session: SessionCertification, formulaire: FormulaireStagiaire
) -> list[dict[str, Any]]:
    """The people who may be the one typed, until the entity has said which, or none [SES-08, ACC-13, ACC-23]."""
    propre = formulaire.cleaned_data
    if not session.forme_des_formateurs or propre["numero"] or propre["personne"]:
        return []
    triplet = Triplet(propre["nom"], propre["prenom"], propre["date_naissance"])
    trouvees = chercher_personnes(par=request.acteur, triplet=triplet, le=request.le, email=propre["email"])
    return [{"personne": trouvee, "jeton": _jeton(session, trouvee)} for trouvee in trouvees]


def _jeton(session: SessionCertification, proposition: Proposition) -> str:
    """A choice that cannot be forged: the key of the person, signed for this session."""
    return signing.dumps([session.pk, proposition.personne_id], salt=SEL)


def _personne_choisie(session: SessionCertification, jeton: str) -> int | None:
    if jeton in ("", AUCUNE):
        return None
    try:
        numero, personne_id = signing.loads(jeton, salt=SEL, max_age=3600)
    except signing.BadSignature:
        raise Http404 from None
    if numero != session.pk:
        raise Http404
    return int(personne_id)


def _enregistrer(
    request: Requete, session: SessionCertification, stagiaire: Stagiaire | None, formulaire: FormulaireStagiaire
) -> HttpResponse:
    choisie = _personne_choisie(session, formulaire.cleaned_data.get("personne", ""))
    commun: Any = {
        "par": request.acteur,
        "le": request.le,
        "numero": session.pk,
        "version": version_postee(request),
        "saisie": formulaire.saisie(choisie),
    }
    ecrit = groupe.modifier(stagiaire_id=stagiaire.pk, **commun) if stagiaire else groupe.ajouter(**commun)
    messages.success(request, f"{ecrit.nom_complet} : {'modifié(e)' if stagiaire else 'ajouté(e)'}.")
    return _suite(request, session)


def _suite(request: Requete, session: SessionCertification) -> HttpResponse:
    """The list; or, to go on adding, the page or the dialog that the line was typed in."""
    if "suite" not in request.POST:
        return redirect("certification_stagiaires", session.pk)
    if "dialogue" not in request.POST:
        return redirect("certification_stagiaire_nouveau", session.pk)
    return redirect(reverse("certification_stagiaires", args=[session.pk]) + "?nouveau")


def _page(
    request: Requete,
    session: SessionCertification,
    formulaire: FormulaireStagiaire,
    stagiaire: Stagiaire | None,
    **contexte: Any,
) -> HttpResponse:
    return afficher(
        request,
        "stagiaire.html",
        session,
        onglet="stagiaires",
        statut=422 if formulaire.is_bound and (formulaire.errors or "propositions" in contexte) else 200,
        formulaire=formulaire,
        stagiaire=stagiaire,
        **contexte,
    )


@require_http_methods(["GET", "POST"])
def retirer(request: Requete, numero: int, stagiaire_id: int) -> HttpResponse:
    """Asks, then removes a line."""
    session = session_de(request, numero)
    stagiaire = _stagiaire(session, stagiaire_id)
    if request.method == "GET":
        return afficher(request, "retirer.html", session, onglet="stagiaires", stagiaire=stagiaire)
    try:
        groupe.retirer(
            par=request.acteur,
            le=request.le,
            numero=session.pk,
            version=version_postee(request),
            stagiaire_id=stagiaire.pk,
        )
    except Refus as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, f"{stagiaire.nom_complet} : retiré(e) de la session.")
    return redirect("certification_stagiaires", session.pk)
