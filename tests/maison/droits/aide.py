"""Contact, contested accounts, successors."""

from datetime import date
from typing import Any

from forprev.aide.actions.tickets import Message, ecrire_a_l_assistance
from forprev.aide.jetons import jeton_de_suivi
from forprev.comptes.contestations import jeton_de_contestation
from forprev.comptes.models import Acteur
from forprev.entites.jetons import jeton_de_lettre
from forprev.entites.models import Entite, LettreSuccession, Succession
from forprev.socle import files
from tests import fabriques as f
from tests.maison.monde import Cles, Monde, de

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
connexion_aide                               200  200  200  200  200  200  200  200  200  200
aide_contact                                 200  200  200  200  200  200  200  200  200  200
aide_message                  sien           302  200  404  404  404  404  404  404  404  404
aide_message                  etranger       302  404  404  404  404  404  404  404  404  404
aide_suivi                    sien           200  200  200  200  200  200  200  200  200  200
compte_conteste               sien           200  200  200  200  200  200  200  200  200  200
succession                                   200  200  200  200  200  200  200  200  200  200
succession_contester                         302  404  404  404  404  404  404  404  404  404
succession_suivi              sien           200  200  200  200  200  200  200  200  200  200
contacts                                     302  403  403  403  403  403  403  403  200  403
contact                       sien           302  403  403  403  403  403  403  403  200  403
contact_clore                 sien           302  403  403  403  403  403  403  403  302  403
contact_rouvrir               sien           302  403  403  403  403  403  403  403  302  403
contact_retablir              sien           302  403  403  403  403  403  403  403  302  403
reseau_successions                           302  403  403  403  403  200  403  200  403  403
reseau_succession             sien           302  403  403  403  403  200  403  200  403  403
reseau_succession             etranger       302  403  403  403  403  404  403  200  403  403
reseau_succession_lettre      sien           302  403  403  403  403  200  403  200  403  403
reseau_succession_lettre      etranger       302  403  403  403  403  404  403  200  403  403
reseau_succession_nommer      sien           302  403  403  403  403  302  403  422  403  403
reseau_succession_nommer      etranger       302  403  403  403  403  404  403  422  403  403
reseau_succession_refuser     sien           302  403  403  403  403  422  403  422  403  403
reseau_succession_refuser     etranger       302  403  403  403  403  404  403  422  403  403
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = {
    "contact_clore", "contact_retablir", "contact_rouvrir", "reseau_succession_nommer", "reseau_succession_refuser",
}  # fmt: skip
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = set()
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = set()


def _jeton(famille: str, fabriquer: Any) -> Any:
    return lambda monde, proprietaire: fabriquer(monde.objets[famille][proprietaire])


_PK = {"pk": de("successions")}
CLES: Cles = {
    "aide_message": {"pk": de("tickets")},
    "aide_suivi": {"token": _jeton("tickets", jeton_de_suivi)},
    "compte_conteste": {"token": _jeton("nouveaux", jeton_de_contestation)},
    "succession_suivi": {"token": _jeton("lettres", jeton_de_lettre)},
    "contact": {"pk": de("tickets")},
    "contact_clore": {"pk": de("tickets")},
    "contact_rouvrir": {"pk": de("tickets")},
    "contact_retablir": {"pk": de("tickets")},
    "reseau_succession": _PK,
    "reseau_succession_lettre": _PK | {"lettre_pk": de("lettres")},
    "reseau_succession_nommer": _PK,
    "reseau_succession_refuser": _PK,
}


def peupler(monde: Monde) -> None:
    """Tickets, a new account, successions of both caisses with their letters."""
    gestionnaire = monde.acteurs["gestionnaire"]
    monde.objets["tickets"] = {"sien": _ticket(gestionnaire), "etranger": _ticket(None)}
    monde.objets["nouveaux"] = {"sien": f.PersonneFactory(nouvelle=True)}
    habilitations = monde.objets["habilitations"]
    monde.objets["successions"] = {qui: succession(habilitations[qui].entite) for qui in ("sien", "etranger")}
    monde.objets["lettres"] = {qui: lettre(objet) for qui, objet in monde.objets["successions"].items()}


def _ticket(par: Acteur | None) -> Any:
    message = Message(nom="Zoé Roy", email="zoe@example.org", objet="Lien", texte="Bonjour")
    return ecrire_a_l_assistance(par=par, message=message, le=f.INSTANT)


def succession(entite: Entite) -> Succession:
    """A request to examine, for a person without account."""
    return Succession.objects.create(
        entite=entite, identifiant=entite.siret, successeur_nom="Durand", successeur_prenom="Alice",
        successeur_naissance=date(1985, 5, 4), successeur_email=f"alice{entite.pk}@example.org", demandee_le=f.INSTANT,
    )  # fmt: skip


def lettre(objet: Succession) -> LettreSuccession:
    chemin = f"successions/{objet.pk}.pdf"
    return objet.lettres.create(
        nom="Petit", prenom="Léa", fonction="Adjointe", email="lea@example.org", chemin=chemin,
        nom_fichier="lettre.pdf", type_mime="application/pdf", taille=8, empreinte=files.deposer(chemin, b"%PDF-1.7"),
        deposee_le=f.INSTANT,
    )  # fmt: skip
