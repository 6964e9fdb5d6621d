"""*Comptes*: find a person, read their sheet [ACC-13, RGP-07]."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forprev.comptes.connexions import connexions_ouvertes
from forprev.comptes.essais import attente_de
from forprev.comptes.models import Personne
from forprev.comptes.seconds_facteurs import a_un_second_facteur
from forprev.comptes.states import Profil
from forprev.personnes.actions.comptes import (
    etat_de,
    jamais_utilise,
    noter_fiche_lue,
    noter_liste_lue,
    raisons_de_garder_l_email,
)
from forprev.personnes.perms import peut_agir_sur, peut_donner_des_roles
from forprev.personnes.queries import fiches
from forprev.personnes.queries.assistance import comptes_geles
from forprev.personnes.queries.comptes import (
    TROUVEES_AU_PLUS,
    Trouvailles,
    comptes_trouves,
    toutes,
    trouver_des_comptes,
)
from forprev.personnes.rules.comptes import EtatCompte
from forprev.profils.requete import Requete
from forprev.socle.tableur import csv_francais
from forprev.web.commun.adresses import adresse
from forprev.web.commun.decorators import pour
from forprev.web.commun.fichiers import piece_jointe
from forprev.web.commun.listes import lister
from forprev.web.reseau.comptes_formulaires import FormulaireRecherche
from forprev.web.reseau.comptes_presentation import (
    TONS_CERTIFICAT,
    badge_du_compte,
    ligne_de_compte,
    ligne_de_courriel,
    ligne_de_profil,
    ligne_du_journal,
)

LECTEURS = (Profil.ASSISTANCE, Profil.INRS)
GELES = "geles"
TRIS = {
    "rang": ["rang", "nom_tri", "prenom_cle"],
    "nom": ["nom_tri", "prenom_cle"],
    "prenom": ["prenom_cle", "nom_tri"],
    "naissance": ["date_naissance", "nom_tri", "prenom_cle"],
    "numero": ["numero"],
    "email": ["email"],
}
COLONNES = ("N°\u00a0Forprev", "Autres numéros", "Nom", "Prénom", "Date de naissance", "E-mail", "État", "Profils")


@never_cache
@require_safe
@pour(*LECTEURS)
def liste(request: Requete) -> HttpResponse:
    """`/comptes/`: one box; a whole number opens the sheet at once."""
    formulaire, trouvailles = _chercher(request)
    if formulaire.recherche.numero and len(trouvailles.rangs) == 1:
        return redirect("compte", formulaire.recherche.numero)
    page = lister(request, comptes_trouves(trouvailles, request.jour), tris=TRIS, defaut="rang")
    lignes = [ligne_de_compte(personne) for personne in page.page.object_list]
    if lignes:
        _noter(request, formulaire, [ligne.personne.pk for ligne in lignes])
    contexte = {
        "formulaire": formulaire,
        "compris": ["comptes gelés"] if GELES in request.GET else formulaire.recherche.compris,
        "lignes": lignes,
        "tronquees": trouvailles.tronquees,
        "maximum": TROUVEES_AU_PLUS,
        "peut_creer": peut_donner_des_roles(request.acteur),
        **page.contexte(),
    }
    return render(request, "web/reseau/comptes/liste.html", contexte)


@never_cache
@require_safe
@pour(*LECTEURS)
def export(request: Requete) -> HttpResponse:
    """`/comptes/export.csv?q=…`: everyone found, nearest first."""
    formulaire, trouvailles = _chercher(request)
    trouvees = comptes_trouves(trouvailles, request.jour)
    lignes = [ligne_de_compte(personne) for personne in trouvees.order_by(*TRIS["rang"], "pk")]
    _noter(request, formulaire, [ligne.personne.pk for ligne in lignes], export=True)
    cellules = (
        (
            ligne.personne.numero,
            ", ".join(ligne.autres_numeros),
            ligne.personne.nom,
            ligne.personne.prenom,
            ligne.personne.date_naissance,
            ligne.personne.email,
            ligne.badge.libelle,
            ligne.profils,
        )
        for ligne in lignes
    )
    return piece_jointe(csv_francais(COLONNES, cellules), nom="comptes.csv", type_mime="text/csv; charset=utf-8")


def _chercher(request: Requete) -> tuple[FormulaireRecherche, Trouvailles]:
    """What the box says, and whom it finds; `?geles=` finds the frozen accounts, whatever the box says [ACC-20]."""
    formulaire = FormulaireRecherche({} if GELES in request.GET else request.GET, jour=request.jour)
    formulaire.is_valid()
    if GELES in request.GET:
        return formulaire, toutes(comptes_geles())
    return formulaire, trouver_des_comptes(formulaire.recherche)


def _noter(request: Requete, formulaire: FormulaireRecherche, montrees: list[int], *, export: bool = False) -> None:
    criteres = [GELES] if GELES in request.GET else formulaire.recherche.criteres
    noter_liste_lue(par=request.acteur, montrees=montrees, criteres=criteres, le=request.le, export=export)


def personne_ou_404(numero: str) -> Personne:
    """The person of this number, one that a merge gave them included: every account is the réseau's to see."""
    personne: Personne | None = (
        Personne.objects.de_numero(numero).select_related("caisse_rattachement", "ouvert_par").first()
    )
    if personne is None:
        raise Http404
    return personne


@never_cache
@require_safe
@pour(*LECTEURS)
def fiche(request: Requete, numero: str) -> HttpResponse:
    """`/comptes/<n°>/`: the sheet, one part at a time; a merged number leads to the one kept [ACC-14]."""
    personne = personne_ou_404(numero)
    if personne.numero != numero:
        return redirect("compte", personne.numero)
    onglet = request.GET.get("onglet", "")
    rubrique = onglet if onglet in RUBRIQUES else "compte"
    noter_fiche_lue(par=request.acteur, personne=personne, rubrique=rubrique, le=request.le)
    contexte = {"onglet": rubrique, **_en_tete(request, personne), **RUBRIQUES[rubrique](request, personne)}
    return render(request, f"web/reseau/comptes/{rubrique}.html", contexte)


def _en_tete(request: Requete, personne: Personne) -> dict[str, Any]:
    """What every part of the sheet shows: who, in what state, and what can be done."""
    etat = etat_de(personne)
    return {
        "personne": personne,
        "badge": badge_du_compte(personne),
        "attente": attente_de(personne, le=request.le),
        "connexions": len(connexions_ouvertes(personne, le=request.le)),
        "second_facteur": a_un_second_facteur(personne),
        "peut_agir": peut_agir_sur(request.acteur, personne.pk),
        "peut_envoyer": etat in (EtatCompte.ACTIF, EtatCompte.JAMAIS_CONNECTE),
        "est_gele": etat == EtatCompte.GELE,
        "peut_corriger_email": not raisons_de_garder_l_email(par=request.acteur, personne=personne),
        "peut_donner_roles": peut_donner_des_roles(request.acteur),
    }


def _compte(request: Requete, personne: Personne) -> dict[str, Any]:
    return {
        "autres_numeros": personne.autres_numeros.all(),
        "ouverts": fiches.comptes_ouverts_par(personne)[:TROUVEES_AU_PLUS],
        "jamais_utilise": jamais_utilise(personne),
    }


def _profils(request: Requete, personne: Personne) -> dict[str, Any]:
    certificats = fiches.certificats_de(personne, request.jour)
    return {
        "profils": [ligne_de_profil(tenu) for tenu in fiches.profils_tenus(personne, request.jour)],
        "certificats": [(certificat, etat, TONS_CERTIFICAT[etat]) for certificat, etat in certificats],
    }


def _demandes(request: Requete, personne: Personne) -> dict[str, Any]:
    return {
        "doublons": fiches.doublons_de(personne),
        "page_doublons": adresse("doublons"),
        "rectifications": [(r, adresse("rectification", r.pk)) for r in fiches.rectifications_de(personne)],
        "effacements": [(e, adresse("effacement", e.pk)) for e in fiches.effacements_de(personne)],
        "tickets": [(t, adresse("contact", t.pk)) for t in fiches.tickets_de(personne)],
    }


def _courriels(request: Requete, personne: Personne) -> dict[str, Any]:
    tris = {"date": ["cree_le"], "sujet": ["sujet", "-cree_le"], "etat": ["etat", "-cree_le"]}
    page = lister(request, fiches.courriels_de(personne), tris=tris, defaut="-date")
    return {"lignes": [ligne_de_courriel(courriel) for courriel in page.page.object_list], **page.contexte()}


def _journal(request: Requete, personne: Personne) -> dict[str, Any]:
    consultations = "consultations" in request.GET
    entrees = fiches.journal_de(personne, consultations=consultations)
    page = lister(request, entrees, tris={"date": ["le"]}, defaut="-date")
    lignes = [ligne_du_journal(entree) for entree in page.page.object_list]
    return {"lignes": lignes, "consultations": consultations, **page.contexte()}


RUBRIQUES: dict[str, Callable[[Requete, Personne], dict[str, Any]]] = {
    "compte": _compte,
    "profils": _profils,
    "demandes": _demandes,
    "courriels": _courriels,
    "journal": _journal,
}
