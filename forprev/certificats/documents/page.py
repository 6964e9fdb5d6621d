"""From facts to the data of the template, version 1: printable texts, their sizes, French wording.

It belongs to the version as the template does: a version 2 is another such module, and this one stays [CER-09].
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from forprev.certificats.documents.faits import FaitsCertificat
from forprev.socle.polices import Ajustement, Texte, ajuster, imprimable, largeur

Ecriture = Callable[[str], Texte]
Echelle = tuple[tuple[float, int], ...]

MM = 72 / 25.4
LARGEUR_CARTE = 155 * MM
LARGEUR_TEXTE = 150 * MM
COLONNE_INRS, COLONNE_PARTENAIRE, COLONNE_SCEAU = 48 * MM, 59 * MM, 28 * MM
LOGO_MAX, LOGOS_MAX, ENTRE_LOGOS = 21.0, 66.0, 3.0  # millimetres
HAUTEUR_TETE = 65 * MM  # above the signatures
HAUTEUR_FIXE = 20 * MM  # what never changes in it: « Certificat », the dates, the smallest gaps

REDUCTIONS = ((1, 1), (1, 0.85), (1, 0.7), (1, 0.55), (1, 0.42), (0.8, 0.42), (0.6, 0.42))  # of the name, of the rest

# Sizes in points, largest first, with the number of lines allowed at each.
NOM_SEUL = (30.0, 26.0, 23.0)
NOM_COUPE: Echelle = ((22, 1), (19, 1), (16, 1), (15, 2), (12, 3))
TITRE: Echelle = ((18, 1), (15, 2), (11, 3), (9, 4))
DISPOSITIF: Echelle = ((9.5, 1), (8, 2))
LIGNE: Echelle = ((8.5, 1), (7.5, 2))
COMPETENCE: Echelle = ((10.5, 10), (9.5, 13), (8.5, 18), (7.5, 22))
PARTENAIRE: Echelle = ((11, 1), (10, 2), (9, 3), (7.5, 5))
HABILITATION: Echelle = ((9, 1), (8, 2))
SIGNATAIRE: Echelle = ((9.5, 1), (9, 2), (8, 3))
LIBELLE: Echelle = ((22, 1), (16, 2), (12, 3), (9, 5))

TRANSCRIPTION = "Des lettres absentes de nos polices ont été transcrites en lettres latines."
VERIFIER_PAR_CODE = (
    "Flashez le code, ou déposez ce fichier sur la page Vérifier de Forprev. La réponse est donnée sans compte, "
    "et sans qu’aucune donnée personnelle ne soit conservée."
)
VERIFIER_PAR_NUMERO = (
    "Le numéro inscrit sur la carte n’appartient qu’à ce certificat. Il figure au registre de Forprev, qui ne contient "
    "aucun nom\u00a0: l’INRS peut confirmer à partir de lui le modèle, les dates et la validité."
)
SANS_DUPLICATA = (
    "Aucun duplicata ne pourra être délivré\u00a0: conservez ce document. Vos données sont effacées de Forprev après "
    "le 15ᵉ jour qui suit la génération du certificat."
)
TELECHARGEABLE = "Vous pouvez télécharger ce certificat depuis votre compte Forprev tant qu’il est valable"


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


def donnees_page(faits: FaitsCertificat, *, images: ReserveImages, ecrire: Ecriture = imprimable) -> dict[str, Any]:
    """The data of one page. `ecrire` turns a typed name into a printed one; `images` gathers the pictures."""
    numero = imprimable(faits.numero_certificat).texte
    return {
        "couleur": faits.couleur,
        "numero": numero,
        **_tete(faits, ecrire(faits.nom), ecrire(faits.prenom)),
        "reperes": _reperes(faits),
        "logos": [images.reference(image, texte) for texte, image in faits.logos],
        "largeur_logo": largeur_logo(len(faits.logos)),
        **_signatures(faits, images),
        "competence": _ajuste(faits.competence, LARGEUR_TEXTE, COMPETENCE)._asdict(),
        "verification": VERIFIER_PAR_CODE if faits.code else VERIFIER_PAR_NUMERO,
        "conservation": _conservation(faits),
    }


def largeur_logo(nombre: int) -> float:
    """Millimetres for each logo, all on one line beside the title."""
    return min(LOGO_MAX, (LOGOS_MAX + ENTRE_LOGOS) / max(nombre, 1) - ENTRE_LOGOS)


def _tete(faits: FaitsCertificat, nom: Texte, prenom: Texte) -> dict[str, Any]:
    """The texts above the signatures, at sizes that leave them room; the name stays the largest."""
    lignes = [faits.mention] if faits.mention else []
    lignes += [] if nom.fidele and prenom.fidele else [TRANSCRIPTION]
    for part_nom, part_autres in REDUCTIONS:
        noms = _noms(nom.texte, prenom.texte, part_nom)
        autres = _autour_du_nom(faits, lignes, part_autres, plafond=0.85 * noms[0].corps)
        if sum(map(_hauteur, [*noms, *autres])) <= HAUTEUR_TETE - HAUTEUR_FIXE:
            break
    titre, dispositif, *lignes_ajustees = (texte._asdict() for texte in autres)
    return {
        "titre": titre,
        "dispositif": dispositif,
        "nom": [partie._asdict() for partie in noms],
        "lignes": lignes_ajustees,
        "corps_reperes": min(12, 0.85 * noms[0].corps),
        "libelle": _ajuste(faits.libelle_court, COLONNE_SCEAU, _reduite(LIBELLE, 1, 0.85 * noms[0].corps))._asdict(),
    }


def _autour_du_nom(
    faits: FaitsCertificat, lignes: Sequence[str], part: float, *, plafond: float
) -> tuple[Ajustement, ...]:
    """Title, dispositif, then the further lines [CER-01, CER-13]."""
    logos = len(faits.logos) * (largeur_logo(len(faits.logos)) + ENTRE_LOGOS) + 5 if faits.logos else 0
    place = LARGEUR_CARTE - logos * MM
    return (
        _ajuste(faits.titre, place, _reduite(TITRE, part, plafond), "Bold"),
        _ajuste(f"Dispositif\u00a0: {faits.dispositif}", place, _reduite(DISPOSITIF, part, plafond)),
        *(_ajuste(ligne, LARGEUR_CARTE, _reduite(LIGNE, part, plafond)) for ligne in lignes),
    )


def _noms(nom: str, prenom: str, part: float) -> list[Ajustement]:
    """On one line, or surname above first name, as large as both allow."""
    entier = f"{nom} {prenom}".strip() or "?"
    chasse = largeur(entier, graisse="Bold")
    for corps in NOM_SEUL:
        if chasse * corps * part <= LARGEUR_CARTE:
            return [Ajustement(entier, corps * part, 1)]
    echelle = _reduite(NOM_COUPE, part, NOM_SEUL[0])
    parties = [ajuster(partie, LARGEUR_CARTE, echelle, graisse="Bold") for partie in (nom, prenom) if partie]
    corps = min(partie.corps for partie in parties)
    return [ajuster(partie.texte, LARGEUR_CARTE, ((corps, partie.lignes),), graisse="Bold") for partie in parties]


@lru_cache(maxsize=128)
def _reduite(echelle: Echelle, part: float, plafond: float) -> Echelle:
    return tuple((min(corps * part, plafond), lignes) for corps, lignes in echelle)


def _hauteur(texte: Ajustement) -> float:
    """Points, with the gap that follows: a line is 1.24 em high in the template."""
    return 1.24 * texte.corps * texte.lignes


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
    habilitation = f"Habilitation\u00a0: {faits.numero_habilitation}"
    return {
        "signataire_nom": _ajuste(faits.signataire_nom, COLONNE_INRS, SIGNATAIRE)._asdict(),
        "signataire_fonction": _ajuste(faits.signataire_fonction, COLONNE_INRS, SIGNATAIRE)._asdict(),
        "signature": images.reference(signature, f"Signature de {faits.signataire_nom}") if signature else None,
        "raison_sociale": _ajuste(faits.raison_sociale, COLONNE_PARTENAIRE, PARTENAIRE)._asdict(),
        "habilitation": _ajuste(habilitation, COLONNE_PARTENAIRE, HABILITATION)._asdict(),
        "code": images.reference(code, f"Code du certificat {faits.numero_certificat}") if code else None,
    }


def _conservation(faits: FaitsCertificat) -> str:
    """No duplicate for acteurs, ever [CER-04]; trainers have it in their account while valid [CER-03]."""
    if not faits.numero_forprev:
        return SANS_DUPLICATA
    fin = f", jusqu’au {_jour(faits.fin_validite)} inclus" if faits.fin_validite else ""
    return f"{TELECHARGEABLE}{fin}."


def _jour(jour: date) -> str:
    return f"{jour:%d/%m}/{jour.year:04}"


@lru_cache(maxsize=1024)
def _ajuste(texte: str, place: float, echelle: Echelle, graisse: str = "Regular") -> Ajustement:
    """Most of these texts are those of the whole session: measured once."""
    return ajuster(imprimable(texte).texte, place, echelle, graisse=graisse)
