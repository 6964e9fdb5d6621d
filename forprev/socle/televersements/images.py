"""Pictures are drawn again: what comes out holds points and nothing else, neither place nor time nor passenger."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from forprev.socle.televersements.genres import PNG, Genre
from forprev.socle.televersements.refus import refuser

# 50 million points are 150 MB once open: the largest photo of a telephone, and no bomb.
POINTS_MAX = 50_000_000
QUALITE = 88
_MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "RGB", "RGBA")}
_ILLISIBLES = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError)
_BOMBES = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)


def redessiner(contenu: bytes, genre: Genre) -> bytes:
    """The same picture, upright, encoded anew without metadata. Raises Refus when it is unreadable or too large."""
    try:
        with Image.open(io.BytesIO(contenu), formats=[genre.libelle]) as image:
            if image.width * image.height > POINTS_MAX:
                raise _trop_grande()
            return _encoder(image, genre)
    except _BOMBES as erreur:
        raise _trop_grande() from erreur
    except _ILLISIBLES as erreur:
        texte = "Cette image est abîmée ou incomplète. Enregistrez-la de nouveau, ou choisissez-en une autre."
        raise refuser("image_illisible", texte) from erreur


def _encoder(image: Image.Image, genre: Genre) -> bytes:
    droite = ImageOps.exif_transpose(image)
    if droite.mode not in _MODES[genre.libelle]:
        droite = droite.convert("RGBA" if genre is PNG else "RGB")
    # Points alone travel to a new picture: text, profiles, orientation and trailing data stay behind.
    nue = Image.new(droite.mode, droite.size)
    nue.paste(droite)
    sortie = io.BytesIO()
    nue.save(sortie, format=genre.libelle, **({} if genre is PNG else {"quality": QUALITE}))
    return sortie.getvalue()


def _trop_grande() -> Exception:
    texte = "Cette image a plus de 50\u00a0millions de points\u00a0: réduisez-la, puis déposez-la de nouveau."
    return refuser("image_grande", texte)
