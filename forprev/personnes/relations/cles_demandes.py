"""Keys to a person: requests, their instruction, the meetings that decide them."""

from forprev.personnes.relations.declaration import Effacement, Fusion, Montre, Relation

_NUMERO: tuple[str, str] = ("Demande n°\u00a0", "demande_id")


def _suit(modele: str, champ: str, titre: str, *montre: tuple[str, str]) -> Relation:
    """What was done follows the account kept; the file outlives the person, without them."""
    lignes: Montre = montre
    return Relation(modele, champ, titre, Fusion.SUIVRE, Effacement.DETACHER, montre=lignes)


_DEMANDE: Montre = (("Demande n°\u00a0", "pk"), ("Type", "type"), ("État", "etat"), ("Créée le", "creee_le"))

DES_DEMANDES: tuple[Relation, ...] = (
    _suit("demandes.Demande", "creee_par", "Demandes que vous avez créées", *_DEMANDE),
    _suit(
        "demandes.Demande",
        "dernier_intervenant",
        "Demandes où vous êtes intervenu en dernier",
        ("Demande n°\u00a0", "pk"),
        ("Modifiée le", "modifiee_le"),
    ),
    _suit(
        "demandes.Demande", "deposee_par", "Demandes déposées", ("Demande n°\u00a0", "pk"), ("Déposée le", "deposee_le")
    ),
    _suit("demandes.Demande", "affectee_a", "Dossiers qui vous sont confiés", *_DEMANDE),
    _suit(
        "demandes.Demande", "decidee_par", "Décisions rendues", ("Demande n°\u00a0", "pk"), ("Décidée le", "decidee_le")
    ),
    _suit("demandes.LigneSuivi", "par", "Suivi des demandes", _NUMERO, ("Date", "le"), ("Action", "action")),
    _suit("demandes.Passage", "par", "Phases passées", _NUMERO, ("Phase", "phase"), ("Sortie le", "sortie_le")),
    _suit("demandes.Complement", "demandes_par", "Compléments demandés", _NUMERO, ("Demandés le", "demandes_le")),
    _suit(
        "demandes.Verification",
        "faite_par",
        "Vérifications faites",
        _NUMERO,
        ("Vérification", "libelle"),
        ("Faite le", "faite_le"),
    ),
    _suit(
        "demandes.Piece", "deposee_par", "Pièces déposées", _NUMERO, ("Fichier", "nom"), ("Déposée le", "deposee_le")
    ),
    _suit("demandes.Seance", "close_par", "Séances closes", ("Jour", "jour"), ("Close le", "close_le")),
)
