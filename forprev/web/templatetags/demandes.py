"""What the templates of requests share."""

from django import template

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
