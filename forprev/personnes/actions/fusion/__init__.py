"""Two numbers of one person become one account [ACC-14]."""

from forprev.personnes.actions.fusion.apercu import Apercu, Mouvement, apercu_de_fusion
from forprev.personnes.actions.fusion.reunion import ApercuPerime, DejaReunis, reunir

__all__ = ["Apercu", "ApercuPerime", "DejaReunis", "Mouvement", "apercu_de_fusion", "reunir"]
