"""The small world in which the permission matrix is tried: one person a profile, objects of each owner."""

from dataclasses import dataclass, field
from typing import Any

from forprev.certification.actions.generation import chemin
from forprev.certification.models import Generation, SessionCertification
from forprev.comptes.models import Acteur
from forprev.courriels.models import Courriel
from forprev.referentiel.models import Signataire, ValeurReference
from forprev.socle import files
from tests import fabriques as f
from tests.fabriques.certification import StagiaireFactory

# For each address, its arguments: a function of the world and of the owner gives each.
Cles = dict[str, dict[str, Any]]


@dataclass
class Monde:
    acteurs: dict[str, Acteur | None]
    objets: dict[str, dict[str, Any]]
    stagiaires: dict[str, int] = field(default_factory=dict)


def de(famille: str, attribut: str = "pk") -> Any:
    """That attribute of the object that the world keeps in `famille` for an owner."""
    return lambda monde, proprietaire: getattr(monde.objets[famille][proprietaire], attribut)


def batir_le_commun() -> Monde:
    """One person a profile, sessions and certificates of each owner; each area adds its own."""
    habilitation = f.HabilitationFactory()
    formateur = f.formateur()
    delegataire = f.delegataire(habilitation)
    bretagne = f.DepartementFactory(code="35", caisse=f.CaisseFactory(code="CARSATB", nom="Carsat Bretagne"))
    rennes = f.CommuneFactory(code_insee="35238", nom="Rennes", departement=bretagne)
    etrangere = f.HabilitationFactory(entite__commune=rennes)
    siennes = {
        "habilitation": habilitation,
        "formateur": formateur.personne,
        "declaree_par": delegataire.personne,
    }
    sessions = {
        "sienne": f.SessionFactory(**siennes),
        "soumise": f.SessionFactory(soumise=True, **siennes),
        "generee": f.SessionFactory(generee=True, **siennes),
        "collegue": f.SessionFactory(soumise=True, habilitation=habilitation),
        "etrangere": f.SessionFactory(soumise=True, habilitation=etrangere),
    }
    for session in sessions.values():
        StagiaireFactory(session=session, resultat="REUSSITE" if session.generees_le else "")
    _generer(sessions["generee"])
    certificat = formateur.personne.certificats.get()
    files.deposer(certificat.fichier, b"%PDF-1.7")
    return Monde(
        acteurs={
            "visiteur": None,
            "gestionnaire": f.gestionnaire(habilitation.entite),
            "delegataire": delegataire,
            "demandeur": f.demandeur(),
            "formateur": formateur,
            "instructeur": f.instructeur(f.CaisseFactory()),
            "commission": f.commission(),
            "inrs": f.inrs(),
            "assistance": f.assistance(),
            "sans-profil": f.acteur_sans_profil(),
        },
        objets={
            "sessions": sessions,
            "habilitations": {"sien": habilitation, "etranger": etrangere},
            "certificats": {
                "sien": certificat.certificat,
                "etranger": f.CertificatFormateurFactory().certificat,
            },
            "courriels": {"": _courriel()},
            "modeles": {"": f.ModeleCertificatFactory()},
            "valeurs": {"": ValeurReference.objects.create(code="journal_conservation", valeur=18, du="2027-01-01")},
            "signataires": {"": _signataire()},
        },
    )


def _courriel() -> Courriel:
    return Courriel.objects.create(
        cle="essai", destinataire="essai@example.org", sujet="Essai", texte="Essai", html="Essai", cree_le=f.INSTANT
    )


def _signataire() -> Signataire:
    return Signataire.objects.create(nom="Martin", prenom="Zoé", fonction="Directrice", du="2020-01-01")


def _generer(session: SessionCertification) -> None:
    generation = Generation.objects.create(
        session=session, demandee_le=f.INSTANT, demandee_par=session.declaree_par, total=1, faits=1
    )
    files.deposer(chemin(generation, "pdf"), b"%PDF-1.7")
