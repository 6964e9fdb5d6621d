"""Entities, their members, their rights at every stage of life."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from stdnum import luhn

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.demo.pays.noms import RUES
from forprev.entites.models import Entite, Membre
from forprev.habilitations.deadlines import fin_de_periode
from forprev.habilitations.models import Delegation, Habilitation, Periode, Plateforme, Suspension
from forprev.referentiel.models import Commune, DispositifNiveau
from forprev.socle.dates import plus_mois


def siret(rang: int) -> str:
    """A SIRET with valid keys, in a stretch of numbers given to nobody."""
    siren = f"0000{rang:04d}"
    siren += luhn.calc_check_digit(siren)
    etablissement = f"{siren}0001"
    return etablissement + luhn.calc_check_digit(etablissement)


@dataclass
class Organisations:
    """Makes entities and rights; `jour` is the day on which the country is built."""

    le: datetime
    jour: date
    rang: int = 0
    sequence: int = 30100
    entites: list[Entite] = field(default_factory=list)

    def entite(self, type_: str, nom: str, lieu: tuple[str, str]) -> Entite:
        self.rang += 1
        insee, code_postal = lieu
        entite = Entite.objects.create(
            type=type_,
            raison_sociale=nom,
            regime="public" if type_ == "C" else "general",
            siret=siret(self.rang),
            adresse=f"{self.rang} {RUES[self.rang % len(RUES)]}",
            code_postal=code_postal,
            commune=Commune.objects.get(code_insee=insee),
            signataire_nom="DIRECTION",
            signataire_prenom="Claude",
            signataire_fonction="Maire" if type_ == "C" else "Directeur",
            validee_le=self.le - timedelta(days=900),
        )
        self.entites.append(entite)
        return entite

    def gestionnaire(self, entite: Entite, personne: Personne) -> Acteur:
        membre = Membre.objects.create(
            entite=entite, personne=personne, role="gestionnaire", depuis=self.jour - timedelta(days=300)
        )
        return acteur(membre)

    def delegataire(self, entite: Entite, personne: Personne, *habilitations: Habilitation, site: str = "") -> Acteur:
        membre = Membre.objects.create(
            entite=entite,
            personne=personne,
            role="delegataire",
            description=site,
            depuis=self.jour - timedelta(days=200),
            lien_declare_le=self.le - timedelta(days=200),
        )
        for habilitation in habilitations:
            Delegation.objects.create(membre=membre, habilitation=habilitation, depuis=membre.depuis)
        return acteur(membre)

    def habilitation(self, entite: Entite, niveau: str, *, fin: date) -> Habilitation:
        """A right of one period that ends on `fin`; « SST / 1 » names the niveau."""
        dispositif, rang = niveau.split(" / ")
        dispositif_niveau = DispositifNiveau.objects.select_related("dispositif").get(
            dispositif=dispositif, niveau=rang
        )
        debut = plus_mois(fin, -12 * dispositif_niveau.duree_habilitation_annees)
        self.sequence += 1
        code = dispositif_niveau.dispositif.code_numero
        habilitation = Habilitation.objects.create(
            entite=entite,
            dispositif_niveau=dispositif_niveau,
            numero=f"H{self.sequence}/{debut.year}/{code}-{rang}/{entite.type}/00",
        )
        Periode.objects.create(habilitation=habilitation, debut=debut, fin=fin, accordee_le=debut)
        return habilitation

    def renouveler(self, habilitation: Habilitation) -> None:
        """A second period after the first, keeping the anniversary [HAB-08]."""
        fin = habilitation.fin
        Periode.objects.create(
            habilitation=habilitation,
            debut=fin + timedelta(days=1),
            fin=fin_de_periode(fin, habilitation.dispositif_niveau.duree_habilitation_annees),
            accordee_le=fin - timedelta(days=40),
        )

    def suspendre(self, habilitation: Habilitation, *, du: date, au: date | None, motif: str) -> None:
        Suspension.objects.create(habilitation=habilitation, du=du, au=au, motif=motif)

    def plateforme(self, habilitation: Habilitation, nom: str) -> Plateforme:
        entite = habilitation.entite
        assert entite.commune is not None
        return Plateforme.objects.create(
            habilitation=habilitation,
            nom=nom,
            adresse="Zone d’activités des Essais",
            code_postal=entite.code_postal,
            commune=entite.commune,
            validee_le=habilitation.debut,
        )


def acteur(membre: Membre) -> Acteur:
    """The member as actions know them."""
    return Acteur(
        personne=membre.personne,
        profil=Profil(membre.role),
        entite_id=membre.entite_id,
        entite_nom=membre.entite.raison_sociale,
        membre_id=membre.pk,
    )
