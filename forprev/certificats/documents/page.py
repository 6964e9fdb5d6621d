"""From facts to the data of the template, version 1: printable texts, their sizes, French wording.

It belongs to the version as the template does: a version 2 is another such module, and this one stays [CER-09].
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from forprev.certificats.documents.faits import FaitsCertificat
from forprev.socle.polices import Texte, ajuster, imprimable, largeur

Ecriture = Callable[[str], Texte]
Echelle = tuple[tuple[float, int], ...]

MM = 72 / 25.4
LARGEUR_CARTE = 155 * MM
LARGEUR_LOGO = 24 * MM
# For each text: the width it has, then the sizes (points) with the number of lines allowed at each.
NOM_SEUL: Echelle = ((30, 1), (26, 1), (23, 1))
NOM_COUPE: Echelle = ((22, 1), (19, 1), (16, 1), (13, 2), (9, 3))
TITRE: Echelle = ((18, 1), (16, 2), (14, 2), (11, 3))
COMPETENCE: Echelle = ((10.5, 7), (9.5, 12), (8.5, 18), (7.5, 26))
PARTENAIRE: Echelle = ((11, 1), (10, 2), (9, 3), (8, 4))
SIGNATAIRE: Echelle = ((9.5, 1), (9, 2), (8, 3))
LIBELLE: Echelle = ((22, 1), (16, 2), (12, 3), (9, 5))

TRANSCRIPTION = "Des lettres absentes de nos polices ont été transcrites en lettres latines."
VERIFIER_PAR_CODE = (
    "Flashez le code, ou déposez ce fichier sur la page Vérifier de Forprev. La réponse est donnée sans compte, "
    "et sans qu’aucune donnée personnelle ne soit conservée."
)
VERIFIER_PAR_NUMERO = (
    "Le numéro {numero} n’appartient qu’à ce certificat. Il figure au registre de Forprev, qui ne contient aucun "
    "nom\u00a0: l’INRS peut confirmer à partir de lui le modèle, les dates et la validité."
)
SANS_DUPLICATA = (
    "Aucun duplicata ne pourra être délivré\u00a0: conservez ce document. Vos données sont effacées de Forprev après "
    "le 15ᵉ jour qui suit la génération du certificat."
)
TELECHARGEABLE = "Vous pouvez télécharger ce certificat depuis votre compte Forprev tant qu’il est valable"


def donnees_page(faits: FaitsCertificat, *, images: ReserveImages, ecrire: Ecriture = imprimable) -> dict[str, Any]:
    """The data of one page. `ecrire` turns what was typed into what is printed; `images` gathers the pictures."""
    nom, prenom = ecrire(faits.nom), ecrire(faits.prenom)
    place_titre = LARGEUR_CARTE - (len(faits.logos) * LARGEUR_LOGO + 5 * MM if faits.logos else 0)
    return {
        "couleur": faits.couleur,
        "titre": _ajuste(faits.titre, place_titre, TITRE, "Bold"),
        "dispositif": imprimable(faits.dispositif).texte,
        "libelle": _ajuste(faits.libelle_court, 27 * MM, LIBELLE, "Bold"),
        "logos": [images.reference(image, texte) for texte, image in faits.logos],
        "nom": _nom(nom.texte, prenom.texte),
        "reperes": _reperes(faits),
        "lignes": _lignes(faits.mention, fidele=nom.fidele and prenom.fidele),
        **_signatures(faits, images),
        "numero": imprimable(faits.numero_certificat).texte,
        "competence": _ajuste(faits.competence, 150 * MM, COMPETENCE, "Regular"),
        "verification": _verification(faits),
        "conservation": _conservation(faits),
    }


class ReserveImages:
    """The pictures of a document, each kept once however many certificates bear it."""

    def __init__(self, en_svg: Callable[[bytes], str]) -> None:
        self._en_svg = en_svg
        self._rangs: dict[bytes, int] = {}

    def reference(self, image: bytes, alt: str) -> dict[str, Any]:
        """Where the template finds `image`, with the text read in its place."""
        return {"image": self._rangs.setdefault(image, len(self._rangs)), "alt": imprimable(alt).texte}

    def svg(self) -> list[str]:
        """In the order of their references."""
        return [self._en_svg(image) for image in self._rangs]


def _nom(nom: str, prenom: str) -> list[dict[str, Any]]:
    """The largest text: on one line, or surname above first name, as large as both allow."""
    entier = f"{nom} {prenom}".strip()
    for corps, _ in NOM_SEUL:
        if largeur(entier, graisse="Bold") * corps <= LARGEUR_CARTE:
            return [{"texte": entier, "corps": corps}]
    lignes = [ajuster(partie, LARGEUR_CARTE, NOM_COUPE, graisse="Bold") for partie in (nom, prenom) if partie]
    corps = min(ligne.corps for ligne in lignes)
    return [{"texte": ligne.texte, "corps": corps} for ligne in lignes]


def _lignes(mention: str, *, fidele: bool) -> list[str]:
    """What else is to be said under the dates [CER-13]."""
    return [ligne for ligne in (imprimable(mention).texte, "" if fidele else TRANSCRIPTION) if ligne]


def _reperes(faits: FaitsCertificat) -> list[tuple[str, str, bool]]:
    """Label, value, whether it stands out: the exact labels of CER-01."""
    return [
        (f"{libelle}\u00a0:", valeur, libelle == "Fin de validité")
        for libelle, valeur in (
            ("Né(e) le", _jour(faits.date_naissance)),
            ("N° Forprev", imprimable(faits.numero_forprev).texte),
            ("Délivré le", _jour(faits.delivre_le)),
            ("Fin de validité", _jour(faits.fin_validite) if faits.fin_validite else ""),
        )
        if valeur
    ]


def _signatures(faits: FaitsCertificat, images: ReserveImages) -> dict[str, Any]:
    """The lower band of the card: INRS, partner, seal."""
    signature, code = faits.signataire_signature, faits.code
    return {
        "signataire_nom": _ajuste(faits.signataire_nom, 48 * MM, SIGNATAIRE, "Regular"),
        "signataire_fonction": _ajuste(faits.signataire_fonction, 48 * MM, SIGNATAIRE, "Regular"),
        "signature": images.reference(signature, f"Signature de {faits.signataire_nom}") if signature else None,
        "raison_sociale": _ajuste(faits.raison_sociale, 58 * MM, PARTENAIRE, "Regular"),
        "habilitation": imprimable(faits.numero_habilitation).texte,
        "code": images.reference(code, f"Code du certificat {faits.numero_certificat}") if code else None,
    }


def _verification(faits: FaitsCertificat) -> str:
    if faits.code:
        return VERIFIER_PAR_CODE
    return VERIFIER_PAR_NUMERO.format(numero=imprimable(faits.numero_certificat).texte)


def _conservation(faits: FaitsCertificat) -> str:
    """No duplicate for acteurs, ever [CER-04]; trainers have it in their account while valid [CER-03]."""
    if not faits.numero_forprev:
        return SANS_DUPLICATA
    fin = f", jusqu’au {_jour(faits.fin_validite)} inclus" if faits.fin_validite else ""
    return f"{TELECHARGEABLE}{fin}."


def _jour(jour: date) -> str:
    return f"{jour:%d/%m}/{jour.year:04}"


@lru_cache(maxsize=512)
def _ajuste(texte: str, place: float, echelle: Echelle, graisse: str) -> dict[str, Any]:
    """Most of these texts are those of the whole session: measured once."""
    return ajuster(imprimable(texte).texte, place, echelle, graisse=graisse)._asdict()
