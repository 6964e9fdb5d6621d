"""Who may move the file, and when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from forprev.certification.states import LIBELLES, MAINS, TERMINALES, Etat, Partie, Resultat
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison
from forprev.socle.text import accorder


@dataclass(frozen=True, slots=True)
class FaitTenue:
    """Who holds the file: since how many whole days."""

    etat: Etat
    jours: int


def qui_tient(tenue: FaitTenue) -> str:
    """« Entre les mains du formateur depuis 4 jours »; the state itself once it is over."""
    if tenue.etat in TERMINALES:
        return LIBELLES[tenue.etat]
    depuis = "aujourd’hui" if tenue.jours < 1 else accorder(tenue.jours, "jour")
    return f"Entre les mains {MAINS[tenue.etat]} depuis {depuis}"


def raisons_etat(tenue: FaitTenue) -> list[Raison]:
    """Why an action that the state does not allow is refused: who holds the file now."""
    texte = f"Cette session a changé d’état : {LIBELLES[tenue.etat]}."
    if tenue.etat not in TERMINALES:
        texte += f" {qui_tient(tenue)}."
    return [Raison("etat", texte)]


_SEULS = {
    Partie.ENTITE: "Seule l’entité qui a déclaré la session peut le faire.",
    Partie.FORMATEUR: "Seul le formateur de la session peut le faire.",
    Partie.SYSTEME: "Forprev le fait seul, dès que les certificats sont prêts.",
}


def raisons_partie(cote: Partie | None, attendue: Partie) -> list[Raison]:
    """Refuse a move to whoever sees the session but stands on another side: two people, two steps [SES-12, SES-13].

    `cote` is None for whoever only reads.
    """
    return [] if cote == attendue else [Raison("partie", _SEULS[attendue])]


def raisons_commentaire(commentaire: str, quoi: str) -> list[Raison]:
    """Refuse an empty comment where one is required [SES-12, SES-29]."""
    return [] if commentaire.strip() else [Raison("commentaire_absent", f"{quoi} est obligatoire.", "commentaire")]


def raisons_envoi(resultats: Mapping[int, str], *, date_fin: date, le: date) -> list[Raison]:
    """Refuse results before the end date, or with a stagiaire left unmarked [SES-12, SES-27, SES-34].

    `resultats` maps each stagiaire of the session to a result, "" when unmarked.
    """
    if le < date_fin:
        texte = f"Les résultats s’envoient à partir de la date de fin de session, le {longue(date_fin)}."
        return [Raison("trop_tot", texte)]
    manquants = [ligne for ligne, resultat in resultats.items() if resultat not in set(Resultat)]
    if not manquants:
        return []
    texte = f"{accorder(len(manquants), 'stagiaire n’a', 'stagiaires n’ont')} pas de résultat."
    return [
        Raison("resultats_incomplets", texte),
        *(Raison("resultat_absent", "Indiquez Échec ou Réussite.", f"resultat-{ligne}") for ligne in manquants),
    ]


def raisons_liaison(*, version: int, version_vue: int | None) -> list[Raison]:
    """Refuse results given to another content than today's [SES-24]."""
    if version == version_vue:
        return []
    texte = "La session a changé depuis l’envoi des résultats : elle doit être soumise de nouveau au formateur."
    return [Raison("resultats_perimes", texte)]


def raisons_resultats_vus(envoyes_le: datetime | None, vus: datetime | None) -> list[Raison]:
    """Refuse a decision taken on other results than the present ones [SES-24]; `vus=None` saw no page."""
    if vus is None or vus == envoyes_le:
        return []
    texte = "D’autres résultats sont arrivés depuis l’affichage de cette page : vérifiez-les, puis décidez de nouveau."
    return [Raison("resultats_autres", texte)]


def raisons_date_generation(date_fin: date, *, le: date) -> list[Raison]:
    """Refuse a generation before the end date [SES-14, SES-34]."""
    if le >= date_fin:
        return []
    texte = f"Les certificats se génèrent à partir de la date de fin de session, le {longue(date_fin)}."
    return [Raison("trop_tot", texte)]


def raisons_issue(reussis: int, *, generer: bool) -> list[Raison]:
    """Certificates need one success at least; closing without certificates needs none [SES-23]."""
    if generer and reussis == 0:
        return [Raison("aucune_reussite", "Aucun candidat n’a validé la certification : clôturez la session.")]
    if not generer and reussis > 0:
        texte = f"{accorder(reussis, 'candidat a', 'candidats ont')} validé la certification : générez les certificats."
        return [Raison("des_reussites", texte)]
    return []


@dataclass(frozen=True, slots=True)
class FaitDeuxRoles:
    """Who did what [SES-26]: the trainer, who submitted, who is about to generate; other gestionnaires who could."""

    formateur_id: int | None
    soumise_par_id: int | None
    genere_par_id: int
    autres_gestionnaires: Collection[int] = ()
    requis: bool = False

    @property
    def meme_personne(self) -> bool:
        return self.formateur_id is not None and self.formateur_id in (self.soumise_par_id, self.genere_par_id)


def raisons_deux_roles(faits: FaitDeuxRoles) -> list[Raison]:
    """Advise (or require, by reference data) that another gestionnaire generates when the trainer would [SES-26]."""
    autres = set(faits.autres_gestionnaires) - {faits.formateur_id}
    if faits.genere_par_id != faits.formateur_id or not autres:
        return []
    if faits.requis:
        texte = "Vous êtes le formateur de cette session : un autre gestionnaire doit générer les certificats."
    else:
        texte = "Vous êtes le formateur de cette session : mieux vaut qu’un autre gestionnaire génère les certificats."
    return [Raison("meme_personne", texte, bloquante=faits.requis)]
