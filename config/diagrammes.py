"""The diagrams of `docs/transitions`, drawn from the transition tables.

`python -m config.diagrammes` writes them again; a house test fails when they are not fresh.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from forprev.aide import states as aide
from forprev.certification import states as certification
from forprev.courriels import states as courriels
from forprev.demandes import states as demandes
from forprev.entites import states as entites
from forprev.personnes import states as personnes
from forprev.socle.transitions import TableTransitions, Transition

DOSSIER = Path(__file__).resolve().parent.parent / "docs" / "transitions"


@dataclass(frozen=True, slots=True)
class Vie:
    """One life: its table, the French label of each state; the first state labelled is where it begins."""

    titre: str
    source: str
    table: TableTransitions
    libelles: dict[str, str]


VIES: dict[str, Vie] = {
    "session": Vie(
        "The life of a certification session",
        "forprev/certification/states.py",
        certification.TABLE,
        {etat.value: libelle for etat, libelle in certification.LIBELLES.items()},
    ),
    **{
        f"demande-{nom}": Vie(
            titre,
            "forprev/demandes/states.py",
            table,
            {etat.value: libelle for etat, libelle in demandes.LIBELLES.items()},
        )
        for nom, titre, table in (
            ("habilitation", "The life of a request of habilitation or renewal", demandes.TABLE_HABILITATION),
            ("plateforme", "The life of a request of plateforme", demandes.TABLE_PLATEFORME),
            ("administrative", "The life of an administrative file", demandes.TABLE_ADMINISTRATIVE),
        )
    },
    "courriel": Vie(
        "The life of a mail",
        "forprev/courriels/states.py",
        courriels.TABLE,
        {etat.value: libelle for etat, libelle in courriels.LIBELLES.items()},
    ),
    "rectification": Vie(
        "The life of a rectification",
        "forprev/personnes/states.py",
        personnes.RECTIFICATION,
        {etat.value: libelle for etat, libelle in personnes.LIBELLES_RECTIFICATION.items()},
    ),
    "effacement": Vie(
        "The life of an erasure request; granted, it goes with the account",
        "forprev/personnes/states.py",
        personnes.EFFACEMENT,
        {etat.value: libelle for etat, libelle in personnes.LIBELLES_EFFACEMENT.items()},
    ),
    "ticket": Vie(
        "The life of a message to the assistance",
        "forprev/aide/states.py",
        aide.TABLE,
        {etat.value: libelle for etat, libelle in aide.LIBELLES.items()},
    ),
    "succession": Vie(
        "The life of a request for a successor",
        "forprev/entites/states.py",
        entites.TABLE_SUCCESSION,
        {etat.value: libelle for etat, libelle in entites.LIBELLES_SUCCESSION.items()},
    ),
}


def page(vie: Vie) -> str:
    """The Markdown page of a life: a Mermaid diagram, then the same rows as a table."""
    lignes = [
        f"# {vie.titre}",
        "",
        f"Drawn from `{vie.source}` by `python -m config.diagrammes`; do not edit.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {trait}" for trait in _traits(vie)),
        "```",
        "",
        "| Action | From | To | By |",
        "|---|---|---|---|",
        *(_rangee(ligne, vie.libelles) for ligne in vie.table),
    ]
    return "\n".join(lignes) + "\n"


def _traits(vie: Vie) -> Iterable[str]:
    quittes = {etat for ligne in vie.table for etat in ligne.de}
    yield from (f'state "{libelle}" as {etat}' for etat, libelle in vie.libelles.items())
    yield f"[*] --> {next(iter(vie.libelles))}"
    for ligne in vie.table:
        yield from (f"{etat} --> {ligne.vers}: {ligne.action} ({ligne.par})" for etat in ligne.de)
    yield from (f"{etat} --> [*]" for etat in vie.libelles if etat not in quittes)


def _rangee(ligne: Transition, libelles: Mapping[str, str]) -> str:
    depuis = ", ".join(libelles[etat] for etat in ligne.de)
    return f"| `{ligne.action}` | {depuis} | {libelles[ligne.vers]} | {ligne.par} |"


def ecrire() -> None:
    """Write every page."""
    DOSSIER.mkdir(parents=True, exist_ok=True)
    for nom, vie in VIES.items():
        (DOSSIER / f"{nom}.md").write_text(page(vie), encoding="utf-8")


if __name__ == "__main__":
    ecrire()
