"""From rows to the facts that rules judge."""

from datetime import date

from forprev.certification.models.session import SessionCertification
from forprev.certification.models.stagiaire import Stagiaire
from forprev.certification.rules.formateur import FaitFormateur
from forprev.certification.rules.session import FaitHabilitation, FaitLieu, FaitModele, FaitsSession
from forprev.certification.rules.stagiaires import FaitGroupe, FaitStagiaire
from forprev.certificats.models import CertificatFormateur
from forprev.certificats.rules import FaitCertificat
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.habilitations.models import Delegation, Habilitation, Plateforme
from forprev.referentiel.delais import valeur
from forprev.referentiel.models import DispositifNiveau, ModeleCertificat


def fait_modele(modele: ModeleCertificat | None) -> FaitModele | None:
    if modele is None:
        return None
    return FaitModele(
        id=modele.pk,
        dispositif_niveau_id=modele.dispositif_niveau_id,
        libelle=modele.libelle_court,
        effet_du=modele.effet_du,
        effet_au=modele.effet_au,
        initial=modele.initial,
        mise_a_jour=modele.mac,
        age_minimum=modele.age_minimum,
        age_bloquant=modele.age_bloquant,
    )


def fait_habilitation(
    habilitation: Habilitation | None, *, date_fin: date | None, par: Acteur | None
) -> FaitHabilitation | None:
    """The right as `par` may use it; `par=None` is nobody in particular (the system)."""
    if habilitation is None:
        return None
    deleguee, borne = _delegation(habilitation, par)
    niveau = habilitation.dispositif_niveau
    return FaitHabilitation(
        dispositif_niveau_id=niveau.pk,
        faits=habilitation.faits,
        plateforme_requise=niveau.plateforme_requise(date_fin) if date_fin else None,
        deleguee=deleguee,
        de_l_entite=par is None or not par.est_de_l_entite or habilitation.entite_id == par.entite_id,
        delegation_jusqu_au=borne,
    )


def _delegation(habilitation: Habilitation, par: Acteur | None) -> tuple[bool, date | None]:
    """Whether the right is delegated to `par`, and up to which end date when the delegation is over [SES-03]."""
    if par is None or par.profil != Profil.DELEGATAIRE:
        return True, None
    fins = list(
        Delegation.objects.filter(membre=par.membre_id, habilitation=habilitation).values_list("terminee_le", flat=True)
    )
    en_cours = None in fins
    return bool(fins), None if en_cours else max((fin for fin in fins if fin), default=None)


def fait_plateforme(
    plateforme: Plateforme | None, habilitation: Habilitation | None, date_fin: date | None
) -> bool | None:
    """None when none is chosen; else whether the habilitation has it, usable on the end date [SES-04, SES-39]."""
    if plateforme is None:
        return None
    sienne = habilitation is None or plateforme.habilitation_id == habilitation.pk
    return sienne and (date_fin is None or plateforme.utilisable(date_fin))


def faits_session(session: SessionCertification, par: Acteur | None) -> FaitsSession:
    """The tab *Session* of a row (saved or not)."""
    return FaitsSession(
        date_fin=session.date_fin,
        type_stage=session.type_stage,
        habilitation=fait_habilitation(session.habilitation, date_fin=session.date_fin, par=par),
        modele=fait_modele(session.modele),
        lieu=FaitLieu(
            type=session.type_lieu,
            plateforme_nom=session.plateforme.nom if session.plateforme else "",
            plateforme_utilisable=fait_plateforme(session.plateforme, session.habilitation, session.date_fin),
            code_postal=session.code_postal,
            commune=session.commune.nom if session.commune else "",
            pays=session.pays,
            ville=session.ville_etranger,
        ),
    )


def certificats_de(personne_id: int) -> tuple[FaitCertificat, ...]:
    """Every trainer certificate ever given to the person."""
    lignes = CertificatFormateur.objects.filter(personne=personne_id).select_related("certificat")
    return tuple(ligne.fait for ligne in lignes)


def fait_formateur(personne: Personne | None) -> FaitFormateur | None:
    if personne is None:
        return None
    return FaitFormateur(personne.pk, certificats_de(personne.pk))


def qualifiants(niveau: DispositifNiveau | None) -> frozenset[int] | None:
    """The dispositif/niveaux whose certificates qualify a trainer for this one [SES-06]; None without one."""
    if niveau is None:
        return None
    return frozenset(niveau.certificats_qualifiants.values_list("pk", flat=True))


def fait_stagiaire(stagiaire: Stagiaire) -> FaitStagiaire:
    return FaitStagiaire(stagiaire.triplet, stagiaire.email, stagiaire.personne_id, str(stagiaire.pk or ""))


def fait_formateur_present(session: SessionCertification) -> FaitStagiaire | None:
    """The trainer as a line of the group, to see that they are not in it [SES-07]."""
    return fait_de_la_personne(session.formateur) if session.formateur else None


def fait_de_la_personne(personne: Personne) -> FaitStagiaire:
    """Someone with an account, as a line of a group."""
    return FaitStagiaire(personne.triplet, personne.email, personne.pk)


def fait_groupe(niveau: DispositifNiveau | None, *, le: date) -> FaitGroupe:
    """What reference data asks of the group on the day `le` [SES-09, SES-38]."""
    plafond, age_eleve = valeur("session_stagiaires_max", le), valeur("stagiaire_age_eleve", le)
    if niveau is None:
        return FaitGroupe(plafond=plafond, age_eleve=age_eleve)
    return FaitGroupe(niveau.groupe_min, niveau.groupe_max, niveau.groupe_bloquant, plafond, age_eleve)


def modeles_prolonges(modele: ModeleCertificat) -> frozenset[int]:
    """The models whose certificates a refresher of `modele` prolongs when it names some, with all their earlier
    versions and its own; empty when it names none [SES-35]."""
    nommes = set(modele.predecesseurs.values_list("pk", flat=True))
    if not nommes:
        return frozenset()
    suites = dict(
        ModeleCertificat.objects.filter(dispositif_niveau=modele.dispositif_niveau_id).values_list("pk", "suite_de")
    )
    return frozenset(ancetre for depart in {*nommes, modele.pk} for ancetre in _versions(depart, suites))


def _versions(modele_id: int | None, suites: dict[int, int | None]) -> list[int]:
    versions = []
    while modele_id is not None:
        versions.append(modele_id)
        modele_id = suites.get(modele_id)
    return versions
