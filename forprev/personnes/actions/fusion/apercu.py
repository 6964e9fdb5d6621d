"""What a merge will do, before it is done: what moves, what is lost, what to look at, what forbids it [ACC-14]."""

import hashlib
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from forprev.certification.models import Stagiaire
from forprev.communication.models import Notification, Preference
from forprev.comptes.models import Acteur, ChangementEmail, Doublon, Personne
from forprev.entites.models import Membre
from forprev.personnes.actions.fusion.faits import Paire, faits_de_fusion
from forprev.personnes.actions.fusion.roles import RoleDouble, roles_doubles
from forprev.personnes.perms import peut_voir_les_comptes
from forprev.personnes.relations import RELATIONS, Fusion
from forprev.personnes.rules.comptes import raisons_d_agir
from forprev.personnes.rules.fusion import raisons_fusion
from forprev.socle.clock import jour
from forprev.socle.dates import courte, longue
from forprev.socle.raisons import Raison
from forprev.socle.text import accorder

# What stays where it is: told among the losses, when it is one.
SANS_DEPLACEMENT = (Fusion.GARDER, Fusion.FERMER)


@dataclass(frozen=True, slots=True)
class Mouvement:
    """Rows that will be the kept account's."""

    titre: str
    nombre: int


@dataclass(frozen=True, slots=True)
class Apercu:
    """A merge looked at on one day. `traces`: lines of history, of journal and of mails, which follow too."""

    gardee: Personne
    absorbee: Personne
    mouvements: tuple[Mouvement, ...]
    traces: int
    pertes: tuple[str, ...]
    attentions: tuple[str, ...]
    raisons: tuple[Raison, ...]

    @property
    def empreinte(self) -> str:
        """What was seen, in short: another one says that something changed meanwhile.

        Traces are left out: reading the preview leaves one.
        """
        comptes = [
            (p.pk, p.numero, p.email, p.nom, p.prenom, p.date_naissance, p.is_active)
            for p in (self.gardee, self.absorbee)
        ]
        vu = repr((comptes, self.mouvements, self.pertes, self.attentions, self.raisons))
        return hashlib.sha256(vu.encode()).hexdigest()[:32]


def apercu_de_fusion(*, par: Acteur, gardee: Personne, absorbee: Personne, le: date) -> Apercu:
    """What merging `absorbee` into `gardee` would do, if `par` did it on the day `le`."""
    paire = gardee, absorbee
    return Apercu(
        gardee=gardee,
        absorbee=absorbee,
        mouvements=tuple(_mouvements(absorbee)),
        traces=sum(relation.lignes(absorbee).count() for relation in RELATIONS if relation.trace),
        pertes=tuple(_pertes(paire)),
        attentions=tuple(_attentions(paire)),
        raisons=(
            *raisons_d_agir(autorise=peut_voir_les_comptes(par), soi_meme=par.personne in paire),
            *raisons_fusion(faits_de_fusion(paire, par=par, le=le)),
        ),
    )


def _mouvements(absorbee: Personne) -> list[Mouvement]:
    nombres = [
        Mouvement(relation.titre, relation.lignes(absorbee).count())
        for relation in RELATIONS
        if not relation.trace and relation.fusion not in SANS_DEPLACEMENT
    ]
    return [mouvement for mouvement in nombres if mouvement.nombre]


def _pertes(paire: Paire) -> list[str]:
    gardee, absorbee = paire
    return [
        f"L’e-mail {absorbee.email} et le mot de passe de {absorbee.numero}\u00a0: la personne se connecte avec ceux "
        f"de {gardee.numero}. Cette adresse en est informée, puis redevient libre.",
        "Les connexions ouvertes des deux comptes, et les liens de mot de passe déjà envoyés.",
        *_pertes_du_compte(gardee, absorbee),
        *[_perte_de_role(double) for double in roles_doubles(gardee, absorbee)],
        *_doubles(gardee, absorbee),
    ]


def _pertes_du_compte(gardee: Personne, absorbee: Personne) -> list[str]:
    pertes = []
    if Authenticator.objects.filter(user=absorbee).exists():
        pertes.append(f"La double authentification de {absorbee.numero}.")
    if ChangementEmail.objects.filter(personne=absorbee).exists():
        pertes.append("Le changement d’e-mail que la personne devait confirmer.")
    if Preference.objects.filter(personne=absorbee).exists():
        pertes.append(f"Les préférences de notification de {absorbee.numero}.")
    if _caisse(absorbee) and _caisse(absorbee) != _caisse(gardee):
        pertes.append(f"La caisse de rattachement de {absorbee.numero}\u00a0: {_caisse(absorbee)}.")
    return pertes


def _caisse(personne: Personne) -> str:
    if personne.hors_caisse:
        return "INRS (hors caisse)"
    return personne.caisse_rattachement.nom if personne.caisse_rattachement else ""


def _perte_de_role(double: RoleDouble) -> str:
    """« MAIRIE DE VANVES : gestionnaire, au lieu de délégataire ; 2 délégations prennent fin. »."""
    roles = f"{_dit(double.retenu)}, au lieu de {_dit(double.perdu)}"
    if double.retenu.role == double.perdu.role:
        roles = f"un seul rôle de {_dit(double.retenu)}"
    finies = sum(m.delegations.en_cours().count() for m in (double.sien, double.autre))
    suite = f"\u202f; {accorder(finies, 'délégation prend', 'délégations prennent')} fin"
    return f"{double.autre.entite}\u00a0: {roles}{suite if finies and double.delegations_finies else ''}."


def _dit(membre: Membre) -> str:
    role = membre.get_role_display().lower()
    return f"{role} en lecture jusqu’au {courte(membre.lecture_jusqu_au)}" if membre.lecture_jusqu_au else role


def _doubles(gardee: Personne, absorbee: Personne) -> list[str]:
    """What both have and one keeps; what a session already ended cannot hold twice."""
    pertes = []
    cles = Notification.objects.filter(personne=gardee).values("cle")
    if recues := Notification.objects.filter(personne=absorbee, cle__in=cles).count():
        pertes.append(
            f"{accorder(recues, 'notification reçue', 'notifications reçues')} par les deux comptes, en double."
        )
    places = Stagiaire.objects.filter(personne=absorbee, session__in=gardee.stages.values("session")).count()
    if places:
        texte = accorder(places, "session terminée où", "sessions terminées où")
        pertes.append(f"Le lien avec le compte dans {texte} la personne figure deux fois.")
    return pertes


def _attentions(paire: Paire) -> list[str]:
    """What should make one look twice, without forbidding."""
    gardee, absorbee = paire
    attentions = []
    if gardee.triplet.cles != absorbee.triplet.cles:
        attentions.append(
            "Les deux identités diffèrent\u00a0: celle du compte gardé reste. Vérifiez qu’il s’agit bien d’une "
            "même personne."
        )
    if examinee := _paires(paire).filter(traite_le__isnull=False).first():
        assert examinee.traite_le is not None
        attentions.append(
            f"Le {longue(jour(examinee.traite_le))}, l’assistance a jugé que ce sont deux personnes différentes."
        )
    if not gardee.has_usable_password():
        attentions.append(
            f"Le compte {gardee.numero} n’a pas encore de mot de passe\u00a0: la personne devra en définir un par "
            "«\u202fMot de passe oublié\u202f»."
        )
    if not absorbee.is_active:
        attentions.append(f"Le compte {absorbee.numero} est fermé\u00a0: aucun e-mail ne part à son adresse.")
    return attentions


def _paires(paire: Paire) -> QuerySet[Doublon]:
    une, autre = paire
    return Doublon.objects.filter(Q(connue=une, nouvelle=autre) | Q(connue=autre, nouvelle=une))
