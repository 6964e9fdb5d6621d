"""Two accounts side by side, and pairs, in words."""

from dataclasses import dataclass

from forprev.comptes.models import Doublon
from forprev.comptes.rules import Proximite
from forprev.personnes.queries.fusion import CoteDeFusion, proximite_de
from forprev.socle.clock import jour
from forprev.socle.dates import courte
from forprev.socle.text import accorder
from forprev.web.reseau.comptes_presentation import badge_du_compte

PROXIMITES = {
    Proximite.EXACTE: "Même identité",
    Proximite.UNE_LETTRE: "Une lettre de différence",
    Proximite.NOM_PRENOM_INVERSES: "Nom et prénom inversés",
    Proximite.JOUR_MOIS_INVERSES: "Jour et mois inversés",
}
IDENTITES_DIFFERENTES = "Identités différentes"


@dataclass(frozen=True, slots=True)
class Comparee:
    """One line of the comparison; `differe` only where a difference may mean two people."""

    libelle: str
    gardee: str
    absorbee: str
    differe: bool = False


def comparaison(gardee: CoteDeFusion, absorbee: CoteDeFusion) -> list[Comparee]:
    """What the two accounts are, line by line: who they are first."""
    une, autre = gardee.personne, absorbee.personne
    nom, prenom, naissance = (a != b for a, b in zip(une.triplet.cles, autre.triplet.cles, strict=True))
    return [
        Comparee("N°\u00a0Forprev", _numeros(gardee), _numeros(absorbee)),
        Comparee("Nom", une.nom, autre.nom, nom),
        Comparee("Prénom", une.prenom, autre.prenom, prenom),
        Comparee("Date de naissance", courte(une.date_naissance), courte(autre.date_naissance), naissance),
        Comparee("E-mail", une.email, autre.email),
        *[
            Comparee(libelle, valeur, valeur_2)
            for (libelle, valeur), (_, valeur_2) in zip(_usage(gardee), _usage(absorbee), strict=True)
        ],
    ]


def _numeros(cote: CoteDeFusion) -> str:
    autres = f" (et {', '.join(cote.autres_numeros)})" if cote.autres_numeros else ""
    return f"{cote.personne.numero}{autres}"


def _usage(cote: CoteDeFusion) -> list[tuple[str, str]]:
    """How the account is used: what helps to choose the one to keep."""
    personne = cote.personne
    certificats = accorder(cote.certificats, "certificat")
    valables = f", dont {accorder(cote.valables, 'valable')}" if cote.certificats else ""
    return [
        ("État du compte", badge_du_compte(personne).libelle),
        ("Créé le", courte(jour(personne.creee_le))),
        ("Dernière connexion", courte(jour(personne.last_login)) if personne.last_login else "Jamais"),
        ("Mot de passe", "Défini" if personne.has_usable_password() else "Aucun"),
        ("Double authentification", "Active" if cote.second_facteur else "Aucune"),
        ("Caisse de rattachement", _caisse(cote)),
        ("Profils", " \u00b7 ".join(tenu.acteur.libelle for tenu in cote.profils) or "Aucun"),
        ("Certificats de formateur", f"{certificats}{valables}" if cote.certificats else "Aucun"),
    ]


def _caisse(cote: CoteDeFusion) -> str:
    caisse = cote.personne.caisse_rattachement
    return caisse.nom if caisse else "INRS (hors caisse)" if cote.personne.hors_caisse else "Aucune"


@dataclass(frozen=True, slots=True)
class LigneDoublon:
    """A pair of the list. `url`: its comparison, while it waits."""

    doublon: Doublon
    proximite: str
    url: str


def ligne_de_doublon(doublon: Doublon, url: str) -> LigneDoublon:
    proche = proximite_de(doublon)
    return LigneDoublon(doublon, IDENTITES_DIFFERENTES if proche is None else PROXIMITES[proche], url)
