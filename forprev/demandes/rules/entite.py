"""What an administrative file must hold, and what of it is instructed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siret

from forprev.socle.raisons import Raison

# [ENT-07] the others apply at once
CHAMPS_INSTRUITS = (
    *("type", "raison_sociale", "regime", "siret", "identifiant_etranger", "pays", "attestation"),
    *("adresse", "complement_1", "complement_2", "code_postal", "commune", "ville_libre"),
)


def raisons_siret(numero: str, *, pris: bool) -> list[Raison]:
    """Refuse a SIRET that is not 14 digits with a valid key, La Poste included, or that an entity has [ENT-02]."""
    try:
        siret.validate(numero)
    except InvalidChecksum:
        return [_siret("siret_cle", "Ce SIRET est impossible\u00a0: vérifiez chaque chiffre.")]
    except ValidationError:
        return [_siret("siret_forme", "Un SIRET compte 14\u00a0chiffres.")]
    if not pris:
        return []
    texte = (
        "Une entité de Forprev a déjà ce SIRET. Pour y être ajouté, demandez-le à l’un de ses gestionnaires, "
        "ou à votre caisse s’il n’y en a plus."
    )
    return [_siret("siret_pris", texte)]


def _siret(code: str, texte: str) -> Raison:
    return Raison(code, texte, "siret")


@dataclass(frozen=True, slots=True)
class Difference:
    """One instructed field whose value would change [ENT-09]."""

    champ: str
    avant: Any
    apres: Any


def differences(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> list[Difference]:
    """The instructed fields that change, in their order on the form [ENT-07, ENT-09]."""
    return [
        Difference(champ, avant.get(champ), apres[champ])
        for champ in CHAMPS_INSTRUITS
        if champ in apres and avant.get(champ) != apres[champ]
    ]
