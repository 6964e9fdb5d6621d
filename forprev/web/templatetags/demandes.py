"""What the templates of requests share."""

from django import template

from forprev.demandes.states import LIBELLES_SUIVI, Etat

register = template.Library()


@register.filter
def titre_de_demande(action: str) -> str:
    """What a line of the history says was done."""
    return LIBELLES_SUIVI.get(action, action)


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
