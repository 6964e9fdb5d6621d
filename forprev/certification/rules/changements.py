"""What a change of date, dispositif, model, trainer or place takes with it [SES-40]."""

from dataclasses import dataclass
from datetime import date

from forprev.certification.rules.session import FaitsSession, raisons_lieu, raisons_modele, raisons_type_stage
from forprev.certification.states import TypeLieu


@dataclass(frozen=True, slots=True)
class Consequence:
    """A field to clear, and what the screen says of it."""

    champ: str
    texte: str


def consequences(apres: FaitsSession) -> list[Consequence]:
    """What no longer stands in the tab *Session* once `apres` is what was typed [SES-40].

    A value still missing is not a consequence: only what was filled and no longer agrees with the rest is cleared.
    """
    resultat = []
    if apres.modele and raisons_modele(apres):
        resultat.append(Consequence("modele", "Le certificat a été effacé : il ne convient plus."))
    if apres.type_stage and raisons_type_stage(apres):
        resultat.append(
            Consequence("type_stage", "L’identification du stage a été effacée : le certificat ne l’admet pas.")
        )
    codes = {raison.code for raison in raisons_lieu(apres)}
    if apres.lieu.type and codes & {"lieu_autre", "plateforme_inutilisable"}:
        quoi = "La plateforme" if apres.lieu.type == TypeLieu.PLATEFORME else "Le lieu"
        resultat.append(
            Consequence("lieu", f"{quoi} a été effacé{'e' if quoi == 'La plateforme' else ''} : à choisir de nouveau.")
        )
    return resultat


def formateur_a_reverifier(
    avant: tuple[int | None, date | None], apres: tuple[int | None, date | None], *, qualifie: bool
) -> Consequence | None:
    """The trainer goes when the dispositif/niveau or the end date changed and they no longer qualify [SES-40].

    `avant` and `apres` are (dispositif/niveau, end date).
    """
    if avant == apres or qualifie:
        return None
    return Consequence(
        "formateur", "Le formateur a été effacé : il n’est plus éligible. Lancez de nouveau la vérification."
    )


def niveau_change(avant: int | None, apres: int | None) -> Consequence | None:
    """At niveau 1, e-mails and numbers of the stagiaires go: nothing more than the triplet is kept [SES-08, SES-40].

    A dispositif only taken away clears nothing: the next one chosen may ask for them again.
    """
    if avant != 1 and apres == 1:
        return Consequence(
            "stagiaires", "Les e-mails et N° Forprev des stagiaires ont été effacés : inutiles au niveau 1."
        )
    return None
