"""What the templates of requests share."""

from django import template

from forprev.demandes.states import Etat

register = template.Library()

TITRES = {
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
    "note": "Note interne",
    "message": "Message",
}


@register.filter
def titre_de_demande(action: str) -> str:
    """What a line of the history says was done."""
    return TITRES.get(action, action)


TONS = {
    Etat.BROUILLON: "neutre",
    Etat.COMPLEMENTS_DEMANDES: "attention",
    Etat.AJOURNEE: "attention",
    Etat.ACCORDEE: "succes",
    Etat.VALIDEE: "succes",
    Etat.REFUSEE: "danger",
    Etat.ABANDONNEE: "neutre",
    Etat.CLASSEE: "neutre",
}


@register.filter
def ton_de_demande(etat: str) -> str:
    """The tone of the badge of a state; what is under way is informative."""
    return TONS.get(Etat(etat), "info")


CHAMPS = {
    "type": "Type d’entité",
    "raison_sociale": "Raison sociale",
    "regime": "Régime",
    "siret": "SIRET",
    "identifiant_etranger": "Numéro d’identification",
    "pays": "Pays",
    "adresse": "Adresse",
    "complement_1": "Complément d’adresse 1",
    "complement_2": "Complément d’adresse 2",
    "code_postal": "Code postal",
    "commune": "Ville",
    "ville_libre": "Ville à l’étranger",
}


@register.filter
def nom_de_champ(champ: str) -> str:
    """The label of an instructed field."""
    return CHAMPS.get(champ, champ)
