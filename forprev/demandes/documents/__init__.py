"""The documents of requests: letters."""

from forprev.demandes.documents.courriers import FaitsCourrier, courrier_pdf

__all__ = ["FaitsCourrier", "courrier_pdf"]
