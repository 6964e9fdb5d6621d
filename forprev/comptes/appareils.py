"""The kind of device that a browser says it is, in plain words."""

_NAVIGATEURS = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
INCONNU = "Appareil inconnu"


def appareil(signature: str) -> str:
    """« Firefox sur Windows », « Safari sur iPhone »; never what was sent itself, which anybody may write."""
    navigateur = next((nom for marque, nom in _NAVIGATEURS if marque in signature), "")
    systeme = next((nom for marque, nom in _SYSTEMES if marque in signature), "")
    return " sur ".join(mot for mot in (navigateur, systeme) if mot) or INCONNU
