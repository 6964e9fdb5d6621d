"""What an administrative file must hold, and what of it is instructed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siret

from forprev.socle.raisons import Raison

FRANCE = "France"
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
class FicheEntite:
    """The two pages of an administrative file, as typed. `commune` is the Insee code, empty abroad."""

    type: str = ""
    raison_sociale: str = ""
    regime: str = ""
    siret: str = ""
    identifiant_etranger: str = ""
    pays: str = FRANCE
    adresse: str = ""
    complement_1: str = ""
    complement_2: str = ""
    code_postal: str = ""
    commune: str = ""
    ville_libre: str = ""
    signataire_nom: str = ""
    signataire_prenom: str = ""
    signataire_fonction: str = ""

    @property
    def hors_siret(self) -> bool:
        """Outside the SIRET system: abroad, or identified otherwise [ENT-11]."""
        return self.pays != FRANCE or bool(self.identifiant_etranger)


_OBLIGATOIRES = {
    "type": "Indiquez le type d’entité.",
    "raison_sociale": "Indiquez la raison sociale.",
    "regime": "Indiquez le régime.",
    "adresse": "Indiquez l’adresse.",
    "signataire_nom": "Indiquez le nom du signataire.",
    "signataire_prenom": "Indiquez le prénom du signataire.",
    "signataire_fonction": "Indiquez la fonction du signataire.",
}
PAGE_1 = frozenset({"type", "raison_sociale", "regime", "siret", "adresse", "code_postal", "commune", "attestation"})


def raisons_fiche(fiche: FicheEntite, *, siret_pris: bool, attestation: bool) -> list[Raison]:
    """All that is missing or impossible before the file is submitted, each beside its field [DEM-02, ENT-02, ENT-04,
    ENT-11]."""
    manques = [Raison("manque", texte, champ) for champ, texte in _OBLIGATOIRES.items() if not getattr(fiche, champ)]
    return [
        *manques,
        *_raisons_identification(fiche, siret_pris=siret_pris),
        *_raisons_lieu(fiche),
        *([] if attestation else [Raison("manque", "Déposez l’attestation URSSAF de vigilance.", "attestation")]),
    ]


def _raisons_identification(fiche: FicheEntite, *, siret_pris: bool) -> list[Raison]:
    if fiche.siret or not fiche.hors_siret:
        return raisons_siret(fiche.siret, pris=siret_pris)
    if fiche.identifiant_etranger:
        return []
    texte = "Indiquez le numéro d’identification de l’entité dans son pays."
    return [Raison("manque", texte, "identifiant_etranger")]


def _raisons_lieu(fiche: FicheEntite) -> list[Raison]:
    """A commune of the list in France, the caisse follows from it [ENT-03]; a free town elsewhere [ENT-11]."""
    if fiche.pays != FRANCE:
        return [] if fiche.ville_libre else [Raison("manque", "Indiquez la ville.", "ville_libre")]
    if fiche.commune:
        return []
    return [Raison("manque", "Choisissez la ville parmi celles de ce code postal.", "commune")]


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
