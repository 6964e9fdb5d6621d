"""The life of a request: its kinds, its states, its phases, who holds it."""

from enum import StrEnum

from forprev.socle.transitions import TableTransitions, Transition


class TypeDemande(StrEnum):
    """What is asked for [DEM-25]."""

    NOUVELLE_ENTITE = "NOUVELLE_ENTITE"
    MISE_A_JOUR = "MISE_A_JOUR"
    HABILITATION = "HABILITATION"
    RENOUVELLEMENT = "RENOUVELLEMENT"
    PLATEFORME = "PLATEFORME"


LIBELLES_TYPE: dict[TypeDemande, str] = {
    TypeDemande.NOUVELLE_ENTITE: "Nouvelle entité",
    TypeDemande.MISE_A_JOUR: "Mise à jour administrative",
    TypeDemande.HABILITATION: "Habilitation",
    TypeDemande.RENOUVELLEMENT: "Renouvellement",
    TypeDemande.PLATEFORME: "Ajout de plateforme",
}
ADMINISTRATIVES = frozenset({TypeDemande.NOUVELLE_ENTITE, TypeDemande.MISE_A_JOUR})
# Those that the commission decides; the caisse decides the others.
DECIDEES_EN_SEANCE = frozenset({TypeDemande.HABILITATION, TypeDemande.RENOUVELLEMENT})


class Etat(StrEnum):
    """States of DEM-24."""

    BROUILLON = "BROUILLON"
    EN_VALIDATION = "EN_VALIDATION"
    SOUMISE = "SOUMISE"
    EN_INSTRUCTION = "EN_INSTRUCTION"
    COMPLEMENTS_DEMANDES = "COMPLEMENTS_DEMANDES"
    INSCRITE = "INSCRITE"
    AJOURNEE = "AJOURNEE"
    ACCORDEE = "ACCORDEE"
    VALIDEE = "VALIDEE"
    REFUSEE = "REFUSEE"
    ABANDONNEE = "ABANDONNEE"
    CLASSEE = "CLASSEE"


LIBELLES: dict[Etat, str] = {
    Etat.BROUILLON: "Brouillon",
    Etat.EN_VALIDATION: "En cours de validation administrative",
    Etat.SOUMISE: "Soumise",
    Etat.EN_INSTRUCTION: "En cours d’instruction",
    Etat.COMPLEMENTS_DEMANDES: "Compléments demandés",
    Etat.INSCRITE: "Inscrite à une séance",
    Etat.AJOURNEE: "Ajournée",
    Etat.ACCORDEE: "Accordée",
    Etat.VALIDEE: "Validée",
    Etat.REFUSEE: "Refusée",
    Etat.ABANDONNEE: "Abandonnée",
    Etat.CLASSEE: "Classée sans suite",
}


class Action(StrEnum):
    SOUMETTRE = "soumettre"
    PRENDRE = "prendre"
    PASSER_PHASE = "passer_phase"
    DEMANDER_COMPLEMENTS = "demander_complements"
    RETIRER_COMPLEMENTS = "retirer_complements"
    REPONDRE = "repondre"
    CLASSER = "classer"
    INSCRIRE = "inscrire"
    DESINSCRIRE = "desinscrire"
    ACCORDER = "accorder"
    VALIDER = "valider"
    REFUSER = "refuser"
    AJOURNER = "ajourner"
    REPRENDRE = "reprendre"
    ABANDONNER = "abandonner"


class Partie(StrEnum):
    """Who holds the file, or acts on it."""

    ENTITE = "entite"
    CAISSE = "caisse"
    COMMISSION = "commission"


_OUVERTES_A_LA_CAISSE = (Etat.SOUMISE, Etat.EN_INSTRUCTION)

# What becomes a habilitation: instructed by the caisse, decided by the commission [DEM-24].
TABLE_HABILITATION = TableTransitions(
    Transition(Action.SOUMETTRE, (Etat.BROUILLON,), Etat.SOUMISE, Partie.ENTITE),
    Transition(Action.PRENDRE, (Etat.SOUMISE,), Etat.EN_INSTRUCTION, Partie.CAISSE),
    Transition(Action.PASSER_PHASE, (Etat.EN_INSTRUCTION,), Etat.EN_INSTRUCTION, Partie.CAISSE),
    Transition(Action.DEMANDER_COMPLEMENTS, (Etat.EN_INSTRUCTION,), Etat.COMPLEMENTS_DEMANDES, Partie.CAISSE),
    Transition(Action.RETIRER_COMPLEMENTS, (Etat.COMPLEMENTS_DEMANDES,), Etat.EN_INSTRUCTION, Partie.CAISSE),
    Transition(Action.REPONDRE, (Etat.COMPLEMENTS_DEMANDES,), Etat.EN_INSTRUCTION, Partie.ENTITE),
    Transition(Action.CLASSER, (Etat.COMPLEMENTS_DEMANDES,), Etat.CLASSEE, Partie.CAISSE),
    Transition(Action.INSCRIRE, (Etat.EN_INSTRUCTION, Etat.AJOURNEE), Etat.INSCRITE, Partie.CAISSE),
    Transition(Action.DESINSCRIRE, (Etat.INSCRITE,), Etat.EN_INSTRUCTION, Partie.COMMISSION),
    Transition(Action.ACCORDER, (Etat.INSCRITE,), Etat.ACCORDEE, Partie.COMMISSION),
    Transition(Action.REFUSER, (Etat.INSCRITE,), Etat.REFUSEE, Partie.COMMISSION),
    # [DEM-22] not final: the file waits for the next meeting, or goes back to the avis of the caisse
    Transition(Action.AJOURNER, (Etat.INSCRITE,), Etat.AJOURNEE, Partie.COMMISSION),
    Transition(Action.REPRENDRE, (Etat.AJOURNEE,), Etat.EN_INSTRUCTION, Partie.CAISSE),
    Transition(
        Action.ABANDONNER,
        (
            Etat.BROUILLON,
            *_OUVERTES_A_LA_CAISSE,
            Etat.COMPLEMENTS_DEMANDES,
            Etat.INSCRITE,
            Etat.AJOURNEE,
        ),
        Etat.ABANDONNEE,
        Partie.ENTITE,
    ),
)

# An added plateforme: the same beginning, and the caisse decides [DEM-25].
TABLE_PLATEFORME = TableTransitions(
    Transition(Action.SOUMETTRE, (Etat.BROUILLON,), Etat.SOUMISE, Partie.ENTITE),
    Transition(Action.PRENDRE, (Etat.SOUMISE,), Etat.EN_INSTRUCTION, Partie.CAISSE),
    Transition(Action.PASSER_PHASE, (Etat.EN_INSTRUCTION,), Etat.EN_INSTRUCTION, Partie.CAISSE),
    Transition(Action.DEMANDER_COMPLEMENTS, (Etat.EN_INSTRUCTION,), Etat.COMPLEMENTS_DEMANDES, Partie.CAISSE),
    Transition(Action.RETIRER_COMPLEMENTS, (Etat.COMPLEMENTS_DEMANDES,), Etat.EN_INSTRUCTION, Partie.CAISSE),
    Transition(Action.REPONDRE, (Etat.COMPLEMENTS_DEMANDES,), Etat.EN_INSTRUCTION, Partie.ENTITE),
    Transition(Action.CLASSER, (Etat.COMPLEMENTS_DEMANDES,), Etat.CLASSEE, Partie.CAISSE),
    Transition(Action.ACCORDER, (Etat.EN_INSTRUCTION,), Etat.ACCORDEE, Partie.CAISSE),
    Transition(Action.REFUSER, (Etat.EN_INSTRUCTION,), Etat.REFUSEE, Partie.CAISSE),
    Transition(
        Action.ABANDONNER,
        (Etat.BROUILLON, *_OUVERTES_A_LA_CAISSE, Etat.COMPLEMENTS_DEMANDES),
        Etat.ABANDONNEE,
        Partie.ENTITE,
    ),
)

# The administrative part: one phase, decided by the caisse [DEM-24, DEM-25].
TABLE_ADMINISTRATIVE = TableTransitions(
    Transition(Action.SOUMETTRE, (Etat.BROUILLON,), Etat.EN_VALIDATION, Partie.ENTITE),
    Transition(Action.DEMANDER_COMPLEMENTS, (Etat.EN_VALIDATION,), Etat.COMPLEMENTS_DEMANDES, Partie.CAISSE),
    Transition(Action.RETIRER_COMPLEMENTS, (Etat.COMPLEMENTS_DEMANDES,), Etat.EN_VALIDATION, Partie.CAISSE),
    Transition(Action.REPONDRE, (Etat.COMPLEMENTS_DEMANDES,), Etat.EN_VALIDATION, Partie.ENTITE),
    Transition(Action.CLASSER, (Etat.COMPLEMENTS_DEMANDES,), Etat.CLASSEE, Partie.CAISSE),
    Transition(Action.VALIDER, (Etat.EN_VALIDATION,), Etat.VALIDEE, Partie.CAISSE),
    Transition(Action.REFUSER, (Etat.EN_VALIDATION,), Etat.REFUSEE, Partie.CAISSE),
    Transition(
        Action.ABANDONNER,
        (Etat.BROUILLON, Etat.EN_VALIDATION, Etat.COMPLEMENTS_DEMANDES),
        Etat.ABANDONNEE,
        Partie.ENTITE,
    ),
)

TABLES: dict[TypeDemande, TableTransitions] = {
    TypeDemande.NOUVELLE_ENTITE: TABLE_ADMINISTRATIVE,
    TypeDemande.MISE_A_JOUR: TABLE_ADMINISTRATIVE,
    TypeDemande.HABILITATION: TABLE_HABILITATION,
    TypeDemande.RENOUVELLEMENT: TABLE_HABILITATION,
    TypeDemande.PLATEFORME: TABLE_PLATEFORME,
}

TERMINALES = frozenset({Etat.ACCORDEE, Etat.VALIDEE, Etat.REFUSEE, Etat.ABANDONNEE, Etat.CLASSEE})
SAISISSABLES = frozenset({Etat.BROUILLON, Etat.COMPLEMENTS_DEMANDES})
DEPOSEES = frozenset(Etat) - {Etat.BROUILLON}

MAINS: dict[Etat, Partie] = {
    Etat.BROUILLON: Partie.ENTITE,
    Etat.COMPLEMENTS_DEMANDES: Partie.ENTITE,
    Etat.EN_VALIDATION: Partie.CAISSE,
    Etat.SOUMISE: Partie.CAISSE,
    Etat.EN_INSTRUCTION: Partie.CAISSE,
    Etat.INSCRITE: Partie.COMMISSION,
    Etat.AJOURNEE: Partie.CAISSE,
}
LIBELLES_MAINS: dict[Partie, str] = {
    Partie.ENTITE: "de l’entité",
    Partie.CAISSE: "de la caisse",
    Partie.COMMISSION: "de la commission",
}


class Phase(StrEnum):
    """Phases of DEM-09, and the one of the administrative files [DEM-25]."""

    VALIDATION = "VALIDATION"
    RECEVABILITE = "RECEVABILITE"
    PEDAGOGIQUE = "PEDAGOGIQUE"
    TECHNIQUE = "TECHNIQUE"
    AVIS = "AVIS"
    DECISION = "DECISION"
    NOTIFICATION = "NOTIFICATION"


LIBELLES_PHASE: dict[Phase, str] = {
    Phase.VALIDATION: "Validation administrative",
    Phase.RECEVABILITE: "Recevabilité",
    Phase.PEDAGOGIQUE: "Instruction pédagogique",
    Phase.TECHNIQUE: "Instruction technique",
    Phase.AVIS: "Avis de la caisse",
    Phase.DECISION: "Décision CNH",
    Phase.NOTIFICATION: "Notification",
}


class Onglet(StrEnum):
    """The tabs of a request that the entity writes in [DEM-07]."""

    GENERAL = "general"
    PEDAGOGIQUE = "pedagogique"
    TECHNIQUE = "technique"


LIBELLES_ONGLET: dict[Onglet, str] = {
    Onglet.GENERAL: "Général",
    Onglet.PEDAGOGIQUE: "Éléments pédagogiques",
    Onglet.TECHNIQUE: "Éléments techniques",
}


class Avis(StrEnum):
    """What the caisse thinks of it [DEM-11]."""

    FAVORABLE = "FAVORABLE"
    RESERVE = "RESERVE"
    DEFAVORABLE = "DEFAVORABLE"


class Decision(StrEnum):
    """What the commission decides [DEM-11]."""

    FAVORABLE = "FAVORABLE"
    DEFAVORABLE = "DEFAVORABLE"
    AJOURNEE = "AJOURNEE"


LIBELLES_AVIS: dict[Avis, str] = {
    Avis.FAVORABLE: "Favorable",
    Avis.RESERVE: "Réservé",
    Avis.DEFAVORABLE: "Défavorable",
}
LIBELLES_DECISION: dict[Decision, str] = {
    Decision.FAVORABLE: "Favorable",
    Decision.DEFAVORABLE: "Défavorable",
    Decision.AJOURNEE: "Ajournée",
}
DECISIONS_FINALES = frozenset({Decision.FAVORABLE, Decision.DEFAVORABLE})

# What a line of the history says was done [DEM-17].
LIBELLES_SUIVI: dict[str, str] = {
    "soumettre": "Demande soumise",
    "prendre": "Instruction commencée",
    "passer_phase": "Phase validée",
    "demander_complements": "Compléments demandés",
    "retirer_complements": "Demande de compléments retirée",
    "repondre": "Compléments envoyés",
    "classer": "Demande classée sans suite",
    "inscrire": "Inscrite à une séance",
    "desinscrire": "Retirée de l’ordre du jour",
    "accorder": "Demande accordée",
    "valider": "Demande validée",
    "refuser": "Demande refusée",
    "ajourner": "Décision ajournée",
    "reprendre": "Instruction reprise",
    "abandonner": "Demande abandonnée",
    "affecter": "Dossier confié",
    "avis": "Avis de la caisse",
    "decision": "Décision préparée",
    "transferer": "Dossier transféré",
    "verifier": "Vérification faite",
    "piece": "Pièce ajoutée",
    "piece_retiree": "Pièce retirée",
    "note": "Note interne",
    "message": "Message",
}
