"""A complete world for certification sessions: rights, trainer, signatory, places."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from forprev.certification.actions import circuit, groupe, resultats, saisie
from forprev.certification.models import SessionCertification
from forprev.certification.states import Resultat, TypeLieu, TypeStage
from forprev.comptes.models import Acteur
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import Commune, DispositifNiveau, ModeleCertificat, Signataire
from tests.fabriques.habilitations import HabilitationFactory
from tests.fabriques.jour import INSTANT, JOUR
from tests.fabriques.profils import formateur, gestionnaire
from tests.fabriques.referentiel import CodePostalFactory, DispositifNiveauFactory, ModeleCertificatFactory

NAISSANCES = [date(1977, 4, 6), date(1978, 3, 15), date(1964, 2, 18), date(1992, 2, 29)]
NOMS = [("FERREIRA", "Régine"), ("FONTAINE", "Myriam"), ("JÉGOU", "Pierre"), ("N’GUYEN-LE GOFF", "Anne-Laure")]


@dataclass
class Monde:
    """One entity, its right at a niveau, its gestionnaire, a qualified trainer, and the day."""

    niveau: DispositifNiveau
    modele: ModeleCertificat
    habilitation: Habilitation
    commune: Commune
    gestionnaire: Acteur
    formateur: Acteur
    date_fin: date = JOUR

    def saisie(self, **changes: object) -> saisie.SaisieSession:
        """The tab *Session*, complete, with `changes`."""
        valeurs = {
            "habilitation": self.habilitation,
            "modele": self.modele,
            "type_lieu": TypeLieu.FRANCE.value,
            "code_postal": "92170",
            "commune": self.commune,
            "type_stage": TypeStage.INITIAL.value,
            "date_fin": self.date_fin,
        }
        return saisie.SaisieSession(**valeurs | changes)

    def ouvrir(self, par: Acteur | None = None, le=INSTANT, **changes: object) -> SessionCertification:
        return saisie.ouvrir(par=par or self.gestionnaire, le=le, saisie=self.saisie(**changes)).session

    def nommer(self, session: SessionCertification, le=INSTANT) -> SessionCertification:
        numero = self.formateur.personne.numero
        return saisie.designer_formateur(
            par=self.gestionnaire,
            le=le,
            numero=session.pk,
            version=session.version,
            saisie=saisie.SaisieFormateur(numero=numero),
        )[0]

    def inscrire(self, session: SessionCertification, le=INSTANT) -> SessionCertification:
        for rang, (nom, prenom) in enumerate(NOMS):
            email = f"{prenom[:3]}{rang}@example.org" if session.forme_des_formateurs else ""
            groupe.ajouter(
                par=self.gestionnaire,
                le=le,
                numero=session.pk,
                version=session.version,
                saisie=groupe.SaisieStagiaire(nom, prenom, NAISSANCES[rang], email=email),
            )
            session.refresh_from_db()
        return session

    def soumise(self, le=INSTANT, **changes: object) -> SessionCertification:
        session = self.inscrire(self.nommer(self.ouvrir(le=le, **changes), le=le), le=le)
        return circuit.soumettre(par=self.gestionnaire, le=le, numero=session.pk, version=session.version)

    def validee(self, echecs: int = 1, le=INSTANT, **changes: object) -> SessionCertification:
        """Results sent: the first `echecs` stagiaires failed, the others succeeded."""
        session = self.soumise(le=le, **changes)
        notes = {
            stagiaire.pk: (Resultat.ECHEC if rang < echecs else Resultat.REUSSITE)
            for rang, stagiaire in enumerate(session.stagiaires.all())
        }
        return resultats.envoyer_resultats(
            par=self.formateur, le=le, numero=session.pk, version=session.version, resultats=notes
        )

    def autre_formateur(self) -> Acteur:
        """Another person qualified for the same niveau."""
        return formateur(dispositif_niveau=self.niveau.certificats_qualifiants.get(), fin=JOUR + timedelta(days=400))


def _monde(niveau: int) -> Monde:
    Signataire.objects.get_or_create(
        nom="MARTIN", prenom="Claude", fonction="Chef du département Formation", du=date(2015, 1, 1)
    )
    enseigne = DispositifNiveauFactory(niveau=niveau)
    qualifiant = DispositifNiveauFactory(niveau=niveau + 1)
    enseigne.certificats_qualifiants.add(qualifiant)
    habilitation = HabilitationFactory(dispositif_niveau=enseigne)
    return Monde(
        niveau=enseigne,
        modele=ModeleCertificatFactory(dispositif_niveau=enseigne),
        habilitation=habilitation,
        commune=CodePostalFactory().commune,
        gestionnaire=gestionnaire(habilitation.entite),
        formateur=formateur(dispositif_niveau=qualifiant, fin=JOUR + timedelta(days=400)),
    )


@pytest.fixture
def monde(db, settings, tmp_path) -> Monde:
    """SST 1 in one entity, everything valid on JOUR."""
    settings.MEDIA_ROOT = tmp_path
    return _monde(1)


@pytest.fixture
def monde2(db, settings, tmp_path) -> Monde:
    """SST 2: stagiaires have an e-mail and become formateurs."""
    settings.MEDIA_ROOT = tmp_path
    return _monde(2)
