"""Reading a page as its reader does: labels are compared after normalising, as the specification writes them."""

import html
import re

from django.http import HttpResponse

_BALISES = re.compile(r"(?s)<(script|style|template)\b.*?</\1>|<!--.*?-->|<[^>]+>")


def normaliser(texte: str) -> str:
    """Straight apostrophes, ordinary and single spaces, none before : ; ? ! » nor after « and n°."""
    texte = re.sub(r"\s+", " ", texte.replace("’", "'")).strip()
    texte = re.sub(r" ([:;?!»])", r"\1", texte)
    return re.sub(r"(«|[nN]°) ", r"\1", texte)


def lisible(reponse: HttpResponse) -> str:
    """The words of a page, without its tags, normalised."""
    return normaliser(html.unescape(_BALISES.sub(" ", reponse.content.decode())))
