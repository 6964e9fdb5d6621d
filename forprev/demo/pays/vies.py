"""Certification sessions, each led to a state by the actions that people would have used."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from forprev.certification.actions import circuit, generation, groupe, resultats, saisie
from forprev.certification.models import SessionCertification
from forprev.certification.states import Etat, Resultat, TypeLieu, TypeStage
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.demo.pays.noms import NOMS, PRENOMS
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import ModeleCertificat
from forprev.socle import clock
from forprev.socle.text import cle


@dataclass(frozen=True, slots=True)
class Vie:
    """Where a session is led, and from what. `fin` counts days from today, negative in the past."""

    etat: Etat
    declarant: Acteur
    habilitation: Habilitation
    formateur: Personne
    modele: str
    fin: int
    effectif: int = 6
    echecs: int = 1
    stage: TypeStage = TypeStage.INITIAL
    il_y_a: int = 5


class Vies:
    """Leads sessions; `jour` is the day on which the country is built."""

    def __init__(self, jour: date, hasard: random.Random) -> None:
        self.jour, self.hasard = jour, hasard
        self.rang = 0

    def mener(self, vie: Vie) -> SessionCertification:
        """Open, fill, submit, check, generate, as far as `vie.etat`."""
        debut = clock.instant_du(self.jour - timedelta(days=vie.il_y_a), time(9, 12))
        session = self._saisir(vie, debut)
        if vie.etat == Etat.EN_SAISIE:
            return session
        session = circuit.soumettre(
            par=vie.declarant, le=debut + timedelta(minutes=40), numero=session.pk, version=session.version
        )
        controle = max(debut + timedelta(days=1), clock.instant_du(self._fin(vie), time(17, 30)))
        return self._controler(vie, session, controle) if vie.etat != Etat.EN_VALIDATION_FORMATEUR else session

    def _fin(self, vie: Vie) -> date:
        return self.jour + timedelta(days=vie.fin)

    def _saisir(self, vie: Vie, le: datetime) -> SessionCertification:
        session = saisie.ouvrir(par=vie.declarant, le=le, saisie=self._onglet_session(vie)).session
        session, _ = saisie.designer_formateur(
            par=vie.declarant,
            le=le,
            numero=session.pk,
            version=session.version,
            saisie=saisie.SaisieFormateur(numero=vie.formateur.numero),
        )
        for _ in range(vie.effectif):
            session.refresh_from_db()
            groupe.ajouter(
                par=vie.declarant, le=le, numero=session.pk, version=session.version, saisie=self._stagiaire(session)
            )
        session.refresh_from_db()
        return session

    def _onglet_session(self, vie: Vie) -> saisie.SaisieSession:
        entite = vie.habilitation.entite
        plateforme = vie.habilitation.plateformes.first()
        return saisie.SaisieSession(
            habilitation=vie.habilitation,
            modele=ModeleCertificat.objects.get(code=vie.modele),
            type_lieu=(TypeLieu.PLATEFORME if plateforme else TypeLieu.FRANCE).value,
            plateforme=plateforme,
            code_postal=entite.code_postal,
            commune=entite.commune,
            type_stage=vie.stage.value,
            date_fin=self._fin(vie),
        )

    def _stagiaire(self, session: SessionCertification) -> groupe.SaisieStagiaire:
        self.rang += 1
        nom, prenom = NOMS[self.rang % len(NOMS)], PRENOMS[self.rang * 7 % len(PRENOMS)]
        naissance = date(1968, 1, 1) + timedelta(days=self.hasard.randrange(12_000))
        email = f"{cle(prenom)}.{cle(nom)}.{self.rang}@example.org" if session.forme_des_formateurs else ""
        return groupe.SaisieStagiaire(nom, prenom, naissance, email=email)

    def _controler(self, vie: Vie, session: SessionCertification, le: datetime) -> SessionCertification:
        formateur = Acteur(personne=vie.formateur, profil=Profil.FORMATEUR)
        if vie.etat == Etat.RETOUR_FORMATEUR:
            texte = "La date de naissance d’un stagiaire me paraît fausse, et il manque une personne de mon groupe."
            return resultats.retourner(
                par=formateur, le=le, numero=session.pk, version=session.version, commentaire=texte
            )
        notes = {
            pk: Resultat.ECHEC if rang < vie.echecs else Resultat.REUSSITE
            for rang, pk in enumerate(session.stagiaires.values_list("pk", flat=True))
        }
        session = resultats.envoyer_resultats(
            par=formateur, le=le, numero=session.pk, version=session.version, resultats=notes
        )
        return self._conclure(vie, session, le + timedelta(hours=15))

    def _conclure(self, vie: Vie, session: SessionCertification, le: datetime) -> SessionCertification:
        if vie.etat == Etat.CLOTUREE:
            return generation.cloturer(par=vie.declarant, le=le, numero=session.pk)
        if vie.etat == Etat.CERTIFICATS_GENERES:
            lancee = generation.lancer(par=vie.declarant, le=le, numero=session.pk)
            generation.produire(generation_id=lancee.pk, le=le)
            session.refresh_from_db()
        return session
