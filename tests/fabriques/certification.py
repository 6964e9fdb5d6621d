from datetime import date, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from forprev.certification.models import SessionCertification, Stagiaire
from forprev.certification.states import Etat, TypeLieu, TypeStage
from tests.fabriques.certificats import CertificatFormateurFactory
from tests.fabriques.comptes import NOMS, PRENOMS, PersonneFactory
from tests.fabriques.habilitations import HabilitationFactory
from tests.fabriques.jour import JOUR, il_y_a
from tests.fabriques.referentiel import CommuneFactory, ModeleCertificatFactory

_RESULTATS = {"resultats_le": il_y_a(2), "resultats_version": 1}


class SessionFactory(DjangoModelFactory):
    """A complete session ended five days before JOUR, in the entity's hands; a trait gives another state."""

    class Meta:
        model = SessionCertification

    habilitation = factory.SubFactory(HabilitationFactory)
    entite = factory.SelfAttribute("habilitation.entite")
    modele = factory.SubFactory(
        ModeleCertificatFactory, dispositif_niveau=factory.SelfAttribute("..habilitation.dispositif_niveau")
    )
    type_lieu = TypeLieu.FRANCE.value
    code_postal = "92170"
    commune = factory.SubFactory(CommuneFactory)
    type_stage = TypeStage.INITIAL.value
    date_fin = JOUR - timedelta(days=5)
    formateur = factory.LazyFunction(lambda: CertificatFormateurFactory().personne)
    etat = Etat.EN_SAISIE.value
    declaree_par = factory.SubFactory(PersonneFactory)
    dernier_intervenant = factory.SelfAttribute("declaree_par")
    enregistree_le = il_y_a(10)
    modifiee_le = il_y_a(3)
    etat_depuis = il_y_a(3)

    class Params:
        soumise = factory.Trait(
            etat=Etat.EN_VALIDATION_FORMATEUR.value,
            soumise_le=il_y_a(3),
            soumise_par=factory.SelfAttribute("declaree_par"),
        )
        retournee = factory.Trait(etat=Etat.RETOUR_FORMATEUR.value, soumise_le=il_y_a(3))
        validee = factory.Trait(etat=Etat.EN_VALIDATION_ENTITE.value, soumise_le=il_y_a(3), **_RESULTATS)
        en_generation = factory.Trait(etat=Etat.GENERATION_EN_COURS.value, soumise_le=il_y_a(3), **_RESULTATS)
        generee = factory.Trait(
            etat=Etat.CERTIFICATS_GENERES.value,
            soumise_le=il_y_a(3),
            generees_le=il_y_a(1),
            generees_par=factory.SelfAttribute("declaree_par"),
            **_RESULTATS,
        )
        cloturee = factory.Trait(etat=Etat.CLOTUREE.value, soumise_le=il_y_a(3), cloturee_le=il_y_a(1), **_RESULTATS)

    @classmethod
    def _build(cls, model_class: type[SessionCertification], *args: Any, **champs: Any) -> SessionCertification:
        session = model_class(**champs)
        if "supprimee_apres" not in champs:
            session.calculer_conservation()
        return session

    @classmethod
    def _create(cls, model_class: type[SessionCertification], *args: Any, **champs: Any) -> SessionCertification:
        session = cls._build(model_class, *args, **champs)
        session.save(force_insert=True)
        return session


TRAITS_PAR_ETAT: dict[Etat, dict[str, bool]] = {
    Etat.EN_SAISIE: {},
    Etat.EN_VALIDATION_FORMATEUR: {"soumise": True},
    Etat.RETOUR_FORMATEUR: {"retournee": True},
    Etat.EN_VALIDATION_ENTITE: {"validee": True},
    Etat.GENERATION_EN_COURS: {"en_generation": True},
    Etat.CERTIFICATS_GENERES: {"generee": True},
    Etat.CLOTUREE: {"cloturee": True},
}


class StagiaireFactory(DjangoModelFactory):
    class Meta:
        model = Stagiaire

    session = factory.SubFactory(SessionFactory)
    nom = factory.Sequence(lambda n: NOMS[n % len(NOMS)])
    prenom = factory.Sequence(lambda n: f"{PRENOMS[n // len(NOMS) % len(PRENOMS)]} {chr(65 + n % 26)}")
    date_naissance = date(1990, 5, 17)
