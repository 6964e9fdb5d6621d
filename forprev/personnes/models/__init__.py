"""What a person asks about their own data."""

from forprev.personnes.models.effacements import DemandeEffacement, DemandeEffacementQuerySet
from forprev.personnes.models.rectifications import Rectification, RectificationQuerySet

__all__ = ["DemandeEffacement", "DemandeEffacementQuerySet", "Rectification", "RectificationQuerySet"]
