"""Certificates as PDF: frozen facts in, bytes out; knows no model and no database."""

from forprev.certificats.documents.fabrique import certificat_pdf, certificats_pdf, certificats_zip, nom_fichier
from forprev.certificats.documents.faits import VERSION_MODELE, FaitsCertificat

__all__ = [
    "VERSION_MODELE",
    "FaitsCertificat",
    "certificat_pdf",
    "certificats_pdf",
    "certificats_zip",
    "nom_fichier",
]
