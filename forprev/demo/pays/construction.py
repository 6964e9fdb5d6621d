"""Building the country, once."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from forprev.certification.states import Etat, TypeStage
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.demandes.actions.creations import creer_entite
from forprev.demo.pays import chiffres, demandes, personnes
from forprev.demo.pays.gens import Gens
from forprev.demo.pays.noms import ENTREPRISES, LIEUX, ORGANISMES
from forprev.demo.pays.organisations import Organisations
from forprev.demo.pays.vies import Vie, Vies
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.referentiel.actions import modifier_texte
from forprev.referentiel.models import Caisse, Commune
from forprev.socle import clock
from forprev.socle.dates import plus_mois

GRAINE = 2026
TEMOIN = "GES00001"


def est_construit() -> bool:
    """True when the country is already there."""
    return Personne.objects.filter(numero=TEMOIN).exists()


@transaction.atomic
def construire(*, le: datetime) -> None:
    """Build everything, or nothing; the caller has seen to it that there is no country yet."""
    hasard = random.Random(GRAINE)
    jour = clock.jour(le)
    chantier = Chantier(Gens(le, hasard), Organisations(le, jour), Vies(jour, hasard), jour)
    chantier.reseau()
    chantier.principale()
    chantier.secondaires()
    chantier.voisines()
    chantier.arrivants()
    personnes.peupler(le)
    demandes.peupler(le)
    chiffres.peupler(jour, hasard)


@dataclass
class Chantier:
    """The parts of the country, in the order in which they need one another."""

    gens: Gens
    organisations: Organisations
    vies: Vies
    jour: date

    def mois(self, nombre: int) -> date:
        return plus_mois(self.jour, nombre)

    def reseau(self) -> None:
        """Three caisses, the commission, the INRS, the assistance."""
        self.gens.du_reseau("instructeur", numero="INS00001", caisse="IDF")
        self.gens.du_reseau("instructeur", numero="INS00002", caisse="RA")
        self.gens.du_reseau("instructeur", numero="INS00003", caisse="HDF")
        for code in LIEUX:
            Caisse.objects.filter(code=code).update(
                service="Service prévention (fictif)",
                telephone="01 99 00 56 78",
                email=f"prevention.{code.lower()}@example.org",
            )
        self.gens.du_reseau("commission", numero="CNH00001")
        self.gens.du_reseau("inrs", numero="ADM00001")
        self.gens.du_reseau("assistance", numero="AST00001")
        demandeur = self.gens.personne(numero="DEM00001")
        creer_entite(par=Acteur(personne=demandeur, profil=Profil.SANS_PROFIL), le=self.gens.le)
        self._assistance(self.gens.du_reseau("inrs"))

    def _assistance(self, inrs: Personne) -> None:
        """How to reach the assistance: numbers kept for fiction."""
        par = Acteur(personne=inrs, profil=Profil.INRS)
        textes = {
            "assistance_telephone": "01 99 00 12 34",
            "assistance_horaires": "du lundi au vendredi, de 9 h à 17 h",
            "assistance_email": "assistance@example.org",
        }
        for code, texte in textes.items():
            modifier_texte(code=code, texte=texte, du=self.jour, par=par, le=self.gens.le)

    def principale(self) -> None:
        """The entity of the demonstration's accounts: every state of a session, four dispositifs."""
        entite = self.organisations.entite("C", "MAIRIE DE VANVES", LIEUX["IDF"][0])
        gestionnaire = self.organisations.gestionnaire(entite, self.gens.personne(numero=TEMOIN, caisse="IDF"))
        self.organisations.gestionnaire(entite, self.gens.personne(caisse="IDF"))
        droits = self._droits(entite)
        delegataire = self.organisations.delegataire(
            entite,
            self.gens.personne(numero="DEL00001"),
            droits["SST / 1"],
            droits["Catec / 1"],
            site="Centre technique",
        )
        formateur = self.gens.personne(numero="FOR00001", caisse="IDF")
        self.gens.certifier(formateur, "SST-2", fin=self.mois(14))
        self.gens.certifier(formateur, "Catec-2", fin=self.mois(7))
        self.gens.certifier(formateur, "Amiante-2", fin=self.mois(20))
        self.gens.certifier(formateur, "Prap-IBC-2", fin=self.mois(-5))
        maitre = self.gens.personne(caisse="IDF")
        self.gens.certifier(maitre, "SST-3", fin=self.mois(22))
        self._sessions(gestionnaire, delegataire, droits, formateur, maitre)

    def _droits(self, entite: Entite) -> dict[str, Habilitation]:
        organisations = self.organisations
        droits = {
            "SST / 1": organisations.habilitation(entite, "SST / 1", fin=self.mois(5)),
            "SST / 2": organisations.habilitation(entite, "SST / 2", fin=self.mois(38)),
            "Catec / 1": organisations.habilitation(entite, "Catec / 1", fin=self.mois(11)),
            "Amiante / 1": organisations.habilitation(entite, "Amiante / 1", fin=self.mois(50)),
            "Prap-IBC / 1": organisations.habilitation(entite, "Prap-IBC / 1", fin=self.mois(-2)),
            "APS-ASD / 1": organisations.habilitation(entite, "APS-ASD / 1", fin=self.mois(26)),
        }
        for niveau, nom in (("Catec / 1", "Bassin du Clos"), ("Amiante / 1", "Atelier des Glaises")):
            organisations.plateforme(droits[niveau], nom)
        organisations.plateforme(droits["Catec / 1"], "Regard de la Plaine")
        organisations.suspendre(
            droits["APS-ASD / 1"],
            du=self.jour - timedelta(days=20),
            au=None,
            motif="Moyens pédagogiques à mettre en conformité après une visite de contrôle.",
        )
        return droits

    def _sessions(
        self,
        gestionnaire: Acteur,
        delegataire: Acteur,
        droits: dict[str, Habilitation],
        formateur: Personne,
        maitre: Personne,
    ) -> None:
        sst1, sst2 = droits["SST / 1"], droits["SST / 2"]
        catec, amiante = droits["Catec / 1"], droits["Amiante / 1"]
        mac = TypeStage.MISE_A_JOUR
        for vie in (
            Vie(Etat.CERTIFICATS_GENERES, gestionnaire, sst1, formateur, "SST-1", -12, effectif=9, il_y_a=14),
            Vie(Etat.CERTIFICATS_GENERES, gestionnaire, sst2, maitre, "SST-2", -4, effectif=5, il_y_a=8),
            Vie(Etat.CERTIFICATS_GENERES, gestionnaire, catec, formateur, "Catec-1-surveillant", -3, il_y_a=6),
            Vie(Etat.CLOTUREE, gestionnaire, amiante, formateur, "Amiante-1-cumul", -6, effectif=4, echecs=4, il_y_a=9),
            Vie(Etat.EN_VALIDATION_ENTITE, gestionnaire, sst1, formateur, "SST-1", -3, il_y_a=6),
            Vie(Etat.EN_VALIDATION_ENTITE, delegataire, sst1, formateur, "SST-1", -2, effectif=8, stage=mac, il_y_a=4),
            Vie(Etat.EN_VALIDATION_ENTITE, gestionnaire, sst2, maitre, "SST-2", -2, effectif=5, il_y_a=7),
            Vie(Etat.EN_VALIDATION_ENTITE, gestionnaire, sst1, formateur, "SST-1", -1, effectif=4, echecs=4, il_y_a=3),
            Vie(Etat.RETOUR_FORMATEUR, gestionnaire, sst1, formateur, "SST-1", -2, effectif=4, il_y_a=6),
            Vie(Etat.EN_VALIDATION_FORMATEUR, gestionnaire, sst1, formateur, "SST-1", 0, effectif=4, il_y_a=2),
            Vie(Etat.EN_VALIDATION_FORMATEUR, delegataire, catec, formateur, "Catec-1-intervenant", -9, il_y_a=12),
            Vie(Etat.EN_VALIDATION_FORMATEUR, gestionnaire, amiante, formateur, "Amiante-1-cumul", 12, il_y_a=1),
            Vie(Etat.EN_SAISIE, gestionnaire, sst1, formateur, "SST-1", 5, effectif=3, il_y_a=1),
            Vie(Etat.EN_SAISIE, delegataire, sst1, formateur, "SST-1", -80, effectif=2, il_y_a=60),
        ):
            self.vies.mener(vie)

    def secondaires(self) -> None:
        """An organisme de formation whose gestionnaire is also a formateur, and trainers at other stages of life."""
        entite = self.organisations.entite("O", "FORMATION GUY", LIEUX["IDF"][1])
        cumulant = self.gens.personne(numero="CUM00001", caisse="IDF")
        self.gens.certifier(cumulant, "SST-2", fin=self.mois(9))
        acteur = self.organisations.gestionnaire(entite, cumulant)
        droit = self.organisations.habilitation(entite, "SST / 1", fin=self.mois(3))
        self.organisations.renouveler(droit)
        autre = self.gens.personne(caisse="IDF")
        self.gens.certifier(autre, "SST-2", fin=self.mois(6))
        perime = self.gens.personne(caisse="IDF")
        self.gens.certifier(perime, "SST-2", fin=self.mois(-4))
        for vie in (
            Vie(Etat.EN_VALIDATION_ENTITE, acteur, droit, cumulant, "SST-1", -1, il_y_a=4),
            Vie(Etat.EN_VALIDATION_FORMATEUR, acteur, droit, cumulant, "SST-1", -1, effectif=5, il_y_a=3),
            Vie(Etat.EN_VALIDATION_FORMATEUR, acteur, droit, autre, "SST-1", 20, effectif=7, il_y_a=3),
            Vie(Etat.EN_SAISIE, acteur, droit, autre, "SST-1", 25, effectif=0, il_y_a=0),
        ):
            self.vies.mener(vie)

    def voisines(self) -> None:
        """Some forty entities of the three types under three caisses, each with a right and a few sessions to come."""
        fins = (48, 30, 11, 5, 2, -1)
        for caisse, lieux in LIEUX.items():
            formateur = self.gens.personne(caisse=caisse)
            self.gens.certifier(formateur, "SST-2", fin=self.mois(18))
            for rang, lieu in enumerate([*lieux, *lieux[:3]]):
                type_ = "OEC"[rang % 3]
                entite = self.organisations.entite(type_, self._nom(type_, rang, lieu[0]), lieu)
                acteur = self.organisations.gestionnaire(entite, self.gens.personne(caisse=caisse))
                droit = self.organisations.habilitation(entite, "SST / 1", fin=self.mois(fins[rang % 6]))
                if rang % 3 == 0 and fins[rang % 6] > 0:
                    self.vies.mener(
                        Vie(Etat.EN_VALIDATION_FORMATEUR, acteur, droit, formateur, "SST-1", 10 + 4 * rang, il_y_a=2)
                    )

    def arrivants(self) -> None:
        """Two people who have never signed in: the mail that says so is in the mailbox [ACC-06]."""
        formateur = self.gens.arrivant(numero="FOR00002", origine="votre réussite à la formation SST / 2")
        self.gens.certifier(formateur, "SST-2", fin=self.mois(36))
        mairie = Entite.objects.get(raison_sociale="MAIRIE DE VANVES")
        origine = f"votre ajout aux utilisateurs de l’entité {mairie.raison_sociale}"
        self.organisations.gestionnaire(mairie, self.gens.arrivant(numero="GES00002", origine=origine))

    def _nom(self, type_: str, rang: int, insee: str) -> str:
        ville = Commune.objects.get(code_insee=insee).nom.upper()
        if type_ == "C":
            return f"MAIRIE DE {ville}"
        return f"{(ORGANISMES if type_ == 'O' else ENTREPRISES)[rang % 5]} {ville}"
