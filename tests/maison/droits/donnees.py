"""Own data, rectification and erasure: asked from the profile, answered by the assistance, read by the INRS."""

from forprev.socle import files
from tests import fabriques as f
from tests.maison.monde import Cles, Monde, de

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
rectification_demander                       302  200  200  200  200  200  200  200  200  200
rectification_retirer                        302  302  302  302  302  302  302  302  302  302
rectification_ma_preuve                      302  404  404  404  404  404  404  404  404  404
mon_profil_donnees                           302  200  200  200  200  200  200  200  200  200
donnees_json                                 302  200  200  200  200  200  200  200  200  200
donnees_pdf                                  302  200  200  200  200  200  200  200  200  200
effacement_demander                          302  200  200  200  200  200  200  200  200  200
effacement_retirer                           302  302  302  302  302  302  302  302  302  302
rectifications                               302  403  403  403  403  403  403  200  200  403
rectification                                302  403  403  403  403  403  403  200  200  403
rectification_refus                          302  403  403  403  403  403  403  403  200  403
rectification_preuve                         302  403  403  403  403  403  403  200  200  403
effacements                                  302  403  403  403  403  403  403  200  200  403
effacement                                   302  403  403  403  403  403  403  200  200  403
effacement_refus                             302  403  403  403  403  403  403  403  200  403
effacement_accord                            302  403  403  403  403  403  403  403  200  403
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = set()
# Reading that keeps a trace of itself: people of the réseau open what people asked [RGP-07].
ECRIVENT_EN_LISANT: set[str] = {"rectifications", "rectification", "effacements", "effacement"}
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = {
    "rectification",
    "rectification_refus",
    "rectification_preuve",
    "effacement",
    "effacement_refus",
    "effacement_accord",
}
CLES: Cles = {
    "rectification": {"pk": de("rectifications")},
    "rectification_refus": {"pk": de("rectifications")},
    "rectification_preuve": {"pk": de("rectifications")},
    "effacement": {"pk": de("effacements")},
    "effacement_refus": {"pk": de("effacements")},
    "effacement_accord": {"pk": de("effacements")},
}


def peupler(monde: Monde) -> None:
    """Two people who hold no profile of the world ask for something."""
    rectification = f.RectificationFactory(preuve="rectifications/essai.pdf", preuve_type="application/pdf")
    files.deposer(rectification.preuve, b"%PDF-1.7")
    monde.objets["rectifications"] = {"": rectification}
    monde.objets["effacements"] = {"": f.DemandeEffacementFactory()}
