"""Who may be a member of an entity, and who must stay one."""

from datetime import date

from forprev.socle.dates import longue
from forprev.socle.raisons import Raison


def raisons_auteur(*, gere: bool, en_place: bool) -> list[Raison]:
    """Refuse whoever is not, or is no longer, a gestionnaire of the entity [ACC-10, ACC-24].

    `gere`: the active profile runs the entity; `en_place`: its role still stands at the moment of the act.
    """
    if not gere:
        return [Raison("profil", "Seul un gestionnaire de l’entité peut changer ou terminer un rôle.")]
    if not en_place:
        return [
            Raison("plus_gestionnaire", "Vous n’êtes plus gestionnaire de cette entité\u00a0: rien n’a été changé.")
        ]
    return []


def raisons_dernier_gestionnaire(*, autres: int, fermee_le: date | None, le: date) -> list[Raison]:
    """Refuse to lose the last gestionnaire who can act, while the entity is open [ACC-11].

    `autres`: the gestionnaires who can act, without the one who would be lost.
    """
    if autres or (fermee_le is not None and fermee_le <= le):
        return []
    texte = (
        "C’est le dernier gestionnaire de l’entité\u00a0: sans lui, plus personne ne pourrait agir pour elle. "
        "Nommez d’abord un autre gestionnaire."
    )
    return [Raison("dernier_gestionnaire", texte)]


def raisons_publication(*, organisme: bool) -> list[Raison]:
    """Refuse publication data of what is no organisme de formation [ENT-06, ENT-12]."""
    if organisme:
        return []
    return [Raison("pas_organisme", "L’annuaire public ne montre que les organismes de formation.")]


def raisons_lien(*, declare: bool) -> list[Raison]:
    """Refuse a délégataire whose legal link with the entity is not declared [ACC-12]."""
    if declare:
        return []
    texte = "Le règlement demande un lien juridique entre l’entité et son délégataire\u00a0: cochez cette déclaration."
    return [Raison("lien_non_declare", texte, "lien")]


def raisons_contestation(*, lecture_jusqu_au: date | None, le: date) -> list[Raison]:
    """Refuse to take from a former gestionnaire the days in which they may contest their succession [ACC-19]."""
    if lecture_jusqu_au is None or lecture_jusqu_au < le:
        return []
    texte = (
        "Cet ancien gestionnaire peut encore contester sa succession\u00a0: il garde son accès en lecture jusqu’au "
        f"{longue(lecture_jusqu_au)} inclus, puis le perd de lui-même."
    )
    return [Raison("contestation_ouverte", texte)]


def raisons_successeur(*, email: str, numero: str) -> list[Raison]:
    """Refuse a successor known by a name alone: a number finds an account, an e-mail opens one [ACC-19]."""
    if email or numero:
        return []
    texte = "Indiquez l’e-mail de cette personne, ou son N°\u00a0Forprev si elle en a un."
    return [Raison("successeur_injoignable", texte, "successeur_email")]
