"""The life of a certification session."""

from enum import StrEnum

from forprev.socle.transitions import TableTransitions, Transition


class Etat(StrEnum):
    """States of SES-20."""

    EN_SAISIE = "EN_SAISIE"
    EN_VALIDATION_FORMATEUR = "EN_VALIDATION_FORMATEUR"
    RETOUR_FORMATEUR = "RETOUR_FORMATEUR"
    EN_VALIDATION_ENTITE = "EN_VALIDATION_ENTITE"
    GENERATION_EN_COURS = "GENERATION_EN_COURS"
    CERTIFICATS_GENERES = "CERTIFICATS_GENERES"
    CLOTUREE = "CLOTUREE"


class Action(StrEnum):
    SOUMETTRE = "soumettre"
    REPRENDRE = "reprendre"
    RETOURNER = "retourner"
    ENVOYER_RESULTATS = "envoyer_resultats"
    MODIFIER = "modifier"
    LANCER_GENERATION = "lancer_generation"
    TERMINER_GENERATION = "terminer_generation"
    INTERROMPRE_GENERATION = "interrompre_generation"
    CLOTURER = "cloturer"


class Partie(StrEnum):
    """Who holds the file, or acts on it."""

    ENTITE = "entite"
    FORMATEUR = "formateur"
    SYSTEME = "systeme"


LIBELLES: dict[Etat, str] = {
    Etat.EN_SAISIE: "En cours de saisie",
    Etat.EN_VALIDATION_FORMATEUR: "En cours de validation Formateur",
    Etat.RETOUR_FORMATEUR: "Retour du formateur",
    Etat.EN_VALIDATION_ENTITE: "En cours de validation Entité",
    Etat.GENERATION_EN_COURS: "Génération en cours",
    Etat.CERTIFICATS_GENERES: "Certificats générés",
    Etat.CLOTUREE: "Clôturée sans certificat",
}

TABLE = TableTransitions(
    Transition(Action.SOUMETTRE, (Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR), Etat.EN_VALIDATION_FORMATEUR, Partie.ENTITE),
    Transition(Action.REPRENDRE, (Etat.EN_VALIDATION_FORMATEUR,), Etat.EN_SAISIE, Partie.ENTITE),
    Transition(Action.RETOURNER, (Etat.EN_VALIDATION_FORMATEUR,), Etat.RETOUR_FORMATEUR, Partie.FORMATEUR),
    Transition(Action.ENVOYER_RESULTATS, (Etat.EN_VALIDATION_FORMATEUR,), Etat.EN_VALIDATION_ENTITE, Partie.FORMATEUR),
    Transition(Action.MODIFIER, (Etat.EN_VALIDATION_ENTITE,), Etat.EN_SAISIE, Partie.ENTITE),
    Transition(Action.LANCER_GENERATION, (Etat.EN_VALIDATION_ENTITE,), Etat.GENERATION_EN_COURS, Partie.ENTITE),
    Transition(Action.TERMINER_GENERATION, (Etat.GENERATION_EN_COURS,), Etat.CERTIFICATS_GENERES, Partie.SYSTEME),
    # [SES-15] none rather than some: what cannot be made goes back to the entity, with the reason
    Transition(Action.INTERROMPRE_GENERATION, (Etat.GENERATION_EN_COURS,), Etat.EN_VALIDATION_ENTITE, Partie.SYSTEME),
    Transition(Action.CLOTURER, (Etat.EN_VALIDATION_ENTITE,), Etat.CLOTUREE, Partie.ENTITE),
)

SAISISSABLES = frozenset({Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR})
A_TRAITER_ENTITE = frozenset({Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR, Etat.EN_VALIDATION_ENTITE})
TERMINALES = frozenset({Etat.CERTIFICATS_GENERES, Etat.CLOTUREE})
SANS_CERTIFICAT = frozenset(Etat) - TERMINALES - {Etat.GENERATION_EN_COURS}
SOUMISES = frozenset(Etat) - SAISISSABLES

MAINS: dict[Etat, str] = {
    Etat.EN_SAISIE: "de l’entité",
    Etat.RETOUR_FORMATEUR: "de l’entité",
    Etat.EN_VALIDATION_FORMATEUR: "du formateur",
    Etat.EN_VALIDATION_ENTITE: "de l’entité",
    Etat.GENERATION_EN_COURS: "de Forprev (certificats en cours de génération)",
}


class TypeStage(StrEnum):
    INITIAL = "INITIAL"
    MISE_A_JOUR = "MAC"


LIBELLES_STAGE: dict[TypeStage, str] = {
    TypeStage.INITIAL: "Stage initial",
    TypeStage.MISE_A_JOUR: "Stage de mise à jour des compétences",
}


class TypeLieu(StrEnum):
    FRANCE = "FRANCE"
    ETRANGER = "ETRANGER"
    PLATEFORME = "PLATEFORME"


LIBELLES_LIEU: dict[TypeLieu, str] = {
    TypeLieu.FRANCE: "Lieu de formation en France",
    TypeLieu.ETRANGER: "Lieu de formation à l’étranger",
    TypeLieu.PLATEFORME: "Plateforme pédagogique",
}


class Resultat(StrEnum):
    ECHEC = "ECHEC"
    REUSSITE = "REUSSITE"


LIBELLES_RESULTAT: dict[Resultat, str] = {Resultat.ECHEC: "Échec", Resultat.REUSSITE: "Réussite"}
