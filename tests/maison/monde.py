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


@dataclass
class Monde:
    acteurs: dict[str, Acteur | None]
    objets: dict[str, dict[str, Any]]
    stagiaires: dict[str, int] = field(default_factory=dict)

    def cles(self, nom: str, proprietaire: str) -> dict[str, Any]:
        """The arguments of the address `nom` for an object of that owner."""
        return {cle: valeur(self, proprietaire) for cle, valeur in CLES.get(nom, {}).items()}


def _numero(monde: Monde, proprietaire: str) -> int:
    return int(monde.objets["sessions"][proprietaire].pk)


def _stagiaire(monde: Monde, proprietaire: str) -> int:
    return int(monde.objets["sessions"][proprietaire].stagiaires.get().pk)


def _de(famille: str, attribut: str = "pk") -> Any:
    return lambda monde, proprietaire: getattr(monde.objets[famille][proprietaire], attribut)


_SESSION = {"numero": _numero}
_STAGIAIRE = {"numero": _numero, "stagiaire_id": _stagiaire}
CLES: dict[str, dict[str, Any]] = {
    "certification_session": _SESSION,
    "certification_formateur": _SESSION,
    "certification_formateur_apercu": _SESSION,
    "certification_stagiaires": _SESSION,
    "certification_stagiaire_nouveau": _SESSION,
    "certification_stagiaire": _STAGIAIRE,
    "certification_stagiaire_retirer": _STAGIAIRE,
    "certification_soumettre": _SESSION,
    "certification_reprendre": _SESSION,
    "certification_decision": _SESSION,
    "certification_modifier": _SESSION,
    "certification_supprimer": _SESSION,
    "certification_telechargements": _SESSION,
    "certification_avancement": _SESSION,
    "certification_fichier": _SESSION | {"nature": lambda *_: "pdf"},
    "certification_resultats": _SESSION,
    "certificat_telecharger": {"numero": _de("certificats", "numero")},
    "habilitation": {"pk": _de("habilitations")},
    "reinitialisation_mot_de_passe": {"token": lambda *_: "jeton-invente"},
    "referentiel_modele": {"pk": _de("modeles")},
    "referentiel_modele_modifier": {"pk": _de("modeles")},
    "referentiel_modele_arret": {"pk": _de("modeles")},
    "referentiel_delai": {"code": lambda *_: "journal_conservation"},
    "referentiel_texte": {"code": lambda *_: "accessibilite"},
    "referentiel_valeur_retrait": {"pk": _de("valeurs")},
    "referentiel_signataire_fin": {"pk": _de("signataires")},
    "courriel_demo": {"pk": _de("courriels")},
    "galerie_exemple": {"nom": lambda *_: "session"},
}


def batir() -> Monde:
    """Everything that the lines of the matrix name."""
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
