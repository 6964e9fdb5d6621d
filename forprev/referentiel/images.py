"""Pictures the INRS uploads for certificates: judged by content, re-encoded before anything prints them [SEC-03]."""

import io

from PIL import Image, UnidentifiedImageError

from forprev.socle.raisons import Raison, Refus

POIDS_MAX = 1024 * 1024
COTE_MAX = 4000
TAILLE_IMPRIMEE = (1200, 480)


def png_sur(contenu: bytes, champ: str = "signature") -> bytes:
    """A clean PNG made again from a PNG or JPEG picture; raises Refus when it is neither, too heavy or too large."""
    if len(contenu) > POIDS_MAX:
        raise Refus(Raison("image_lourde", "L’image dépasse 1\u00a0Mo\u00a0: choisissez-en une plus légère.", champ))
    try:
        with Image.open(io.BytesIO(contenu), formats=["PNG", "JPEG"]) as image:
            if max(image.size) > COTE_MAX:
                raise Refus(Raison("image_grande", f"L’image dépasse {COTE_MAX} pixels de côté.", champ))
            return _encoder(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as erreur:
        texte = "Ce fichier n’est pas une image PNG ou JPEG lisible. Choisissez un autre fichier."
        raise Refus(Raison("image_illisible", texte, champ)) from erreur


def _encoder(image: Image.Image) -> bytes:
    copie = image.convert("RGBA")
    copie.thumbnail(TAILLE_IMPRIMEE)
    sortie = io.BytesIO()
    copie.save(sortie, format="PNG", optimize=True)
    return sortie.getvalue()
