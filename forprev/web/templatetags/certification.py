"""How the state of a session looks: word, tone and icon, for both audiences."""

from django import template

from forprev.certification.states import Etat

register = template.Library()

_APPARENCES = {
    Etat.EN_SAISIE: ("neutre", "crayon"),
    Etat.EN_VALIDATION_FORMATEUR: ("info", "horloge"),
    Etat.RETOUR_FORMATEUR: ("attention", "retour"),
    Etat.EN_VALIDATION_ENTITE: ("accent", "fleche-droite"),
    Etat.GENERATION_EN_COURS: ("info", "cycle"),
    Etat.CERTIFICATS_GENERES: ("succes", "succes"),
    Etat.CLOTUREE: ("neutre", "interdit"),
}

_ETAPES = {
    "soumettre": ("Soumise au formateur", "fleche-droite", "info"),
    "reprendre": ("Reprise par l’entité", "retour", "attention"),
    "retourner": ("Retournée par le formateur", "retour", "attention"),
    "envoyer_resultats": ("Résultats envoyés par le formateur", "coche", "succes"),
    "modifier": ("Saisie rouverte par l’entité", "crayon", "attention"),
    "lancer_generation": ("Génération des certificats demandée", "cycle", "info"),
    "terminer_generation": ("Certificats générés", "succes", "succes"),
    "interrompre_generation": ("Génération interrompue", "retour", "attention"),
    "cloturer": ("Clôturée sans certificat", "interdit", "neutre"),
}


@register.filter
def ton_d_etat(etat: str) -> str:
    return _APPARENCES[Etat(etat)][0]


@register.filter
def icone_d_etat(etat: str) -> str:
    return _APPARENCES[Etat(etat)][1]


@register.filter
def titre_d_etape(action: str) -> str:
    return _ETAPES[action][0]


@register.filter
def icone_d_etape(action: str) -> str:
    return _ETAPES[action][1]


@register.filter
def ton_d_etape(action: str) -> str:
    return _ETAPES[action][2]


_RANGS = {
    Etat.EN_SAISIE: 0,
    Etat.RETOUR_FORMATEUR: 0,
    Etat.EN_VALIDATION_FORMATEUR: 1,
    Etat.EN_VALIDATION_ENTITE: 2,
    Etat.GENERATION_EN_COURS: 2,
    Etat.CERTIFICATS_GENERES: 3,
    Etat.CLOTUREE: 3,
}


@register.filter
def avancement_d_etat(etat: str, rang: int) -> str:
    """Where the step of that rank (0 entry, 1 trainer, 2 certificates) stands: done, here, to come, returned."""
    ici = _RANGS[Etat(etat)]
    if etat == Etat.RETOUR_FORMATEUR and rang == 1:
        return "retour"
    return "faite" if rang < ici else "ici" if rang == ici else "avenir"
