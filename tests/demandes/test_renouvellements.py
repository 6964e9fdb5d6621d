"""Renewals: asked in their year, granted before the end or after it, nothing valid in between."""

import uuid
from datetime import date, timedelta

import pytest

from forprev.certification.rules.session import FaitHabilitation, raisons_habilitation
from forprev.demandes.actions import instruction, mesures, pieces, saisie, seances
from forprev.demandes.models import Courrier
from forprev.demandes.states import Etat, TypeDemande
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation, Periode
from forprev.referentiel.models import PieceDemandee
from forprev.socle.clock import instant_du
from forprev.socle.dates import plus_mois
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.demandes.conftest import fichier
from tests.demandes.outils import codes, instantane
from tests.fabriques.jour import INSTANT, JOUR

UN_JOUR = timedelta(days=1)


def droit(monde, par, fin, **champs):
    champs = {"debut": plus_mois(fin, -60), "fin": fin} | champs
    habilitation = f.HabilitationFactory(
        entite=Entite.objects.get(pk=par.entite_id), dispositif_niveau=monde.sst1, periode=False
    )
    f.PeriodeFactory(habilitation=habilitation, **champs)
    return habilitation


def ouvrir(par, habilitation, le=INSTANT, cle=None):
    return saisie.ouvrir_renouvellement(par=par, le=le, habilitation=habilitation, cle_de_saisie=cle or uuid.uuid4())


def deposer(monde, par, habilitation, le=INSTANT):
    demande = monde.completer(ouvrir(par, habilitation, le), par, le)
    return saisie.soumettre(par=par, le=le, demande=demande, version=demande.version)


def accorder(monde, demande, jour):
    """Instructed and granted at a meeting held on `jour`."""
    le = instant_du(jour)
    instruction.affecter(par=monde.instructeur, le=le, demandes=[demande.pk], a=monde.instructeur.personne)
    seance = monde.seance(jour)
    monde.decidee(demande, seance, le=le)
    seances.clore(par=monde.commission, le=le, seance=seance)
    return Habilitation.objects.avec_faits().get(pk=demande.habilitation_id)


def valides(habilitation, du, au):
    return [j for n in range((au - du).days + 1) if habilitation.est_valide(j := du + n * UN_JOUR)]


@pytest.mark.rule("DEM-14", "HAB-08")
def test_filed_at_eleven_months_and_granted_before_the_end_it_keeps_the_anniversary(monde, par):
    fin = plus_mois(JOUR, 11)
    habilitation = droit(monde, par, fin)
    delegation = f.DelegationFactory(habilitation=habilitation)
    session = f.SessionFactory(habilitation=habilitation)
    demande = deposer(monde, par, habilitation)
    renouvelee = accorder(monde, demande, JOUR + timedelta(days=100))

    assert renouvelee.numero == habilitation.numero
    ancienne, nouvelle = renouvelee.periodes.all()
    assert (nouvelle.debut, nouvelle.fin) == (fin + UN_JOUR, plus_mois(fin, 60))
    assert ancienne.fin == fin
    # not one day lost, none gained
    debut, dernier = JOUR, plus_mois(fin, 60) + 40 * UN_JOUR
    assert len(valides(renouvelee, debut, dernier)) == (plus_mois(fin, 60) - debut).days + 1
    delegation.refresh_from_db()
    session.refresh_from_db()
    assert (delegation.terminee_le, delegation.habilitation_id) == (None, habilitation.pk)
    assert session.habilitation_id == habilitation.pk
    assert Courrier.objects.get().habilitation_id == habilitation.pk
    assert Habilitation.objects.count() == 1


@pytest.mark.rule("DEM-14", "HAB-08")
def test_granted_twenty_days_late_no_day_of_the_gap_is_valid(monde, par):
    fin = JOUR + 10 * UN_JOUR
    habilitation = droit(monde, par, fin)
    demande = deposer(monde, par, habilitation)
    seance = fin + 20 * UN_JOUR
    renouvelee = accorder(monde, demande, seance)

    assert renouvelee.fin == plus_mois(fin, 60)
    jours = valides(renouvelee, fin, seance + 30 * UN_JOUR)
    assert jours == [fin, *(seance + n * UN_JOUR for n in range(31))]
    faits = _fait(renouvelee)
    for n in range(1, 20):
        assert codes_de(raisons_habilitation(faits, fin + n * UN_JOUR)) == ["habilitation_hors_periode"]
    assert raisons_habilitation(faits, fin) == raisons_habilitation(faits, seance) == []
    lettre = " ".join(Courrier.objects.get().faits["paragraphes"])
    assert "ne comptent pas" in lettre


def _fait(habilitation):
    return FaitHabilitation(habilitation.dispositif_niveau_id, habilitation.faits)


def codes_de(raisons):
    return [raison.code for raison in raisons]


@pytest.mark.rule("DEM-14")
def test_a_pending_renewal_keeps_nothing_valid(monde, par):
    fin = JOUR + 10 * UN_JOUR
    habilitation = droit(monde, par, fin)
    demande = deposer(monde, par, habilitation)
    seance = monde.seance(fin + 20 * UN_JOUR)
    instruction.affecter(par=monde.instructeur, le=INSTANT, demandes=[demande.pk], a=monde.instructeur.personne)
    monde.decidee(demande, seance)
    # decided, not closed yet
    relue = Habilitation.objects.avec_faits().get(pk=habilitation.pk)
    assert valides(relue, fin, fin + 60 * UN_JOUR) == [fin]
    assert codes_de(raisons_habilitation(_fait(relue), fin + UN_JOUR)) == ["habilitation_hors_periode"]


@pytest.mark.rule("DEM-14")
@pytest.mark.parametrize(
    ("fin", "attendu"),
    [
        (plus_mois(JOUR, 12) + UN_JOUR, "trop_tot"),
        (plus_mois(JOUR, 12), None),
        (JOUR, None),
        (JOUR - UN_JOUR, "trop_tard"),
        (date(2100, 12, 31), "permanente"),
    ],
)
def test_from_twelve_months_before_the_end_through_the_end(monde, par, fin, attendu):
    habilitation = droit(monde, par, fin, debut=date(2020, 1, 6))
    if attendu is None:
        assert ouvrir(par, habilitation).genre == TypeDemande.RENOUVELLEMENT
        return
    with pytest.raises(Refus) as refus:
        ouvrir(par, habilitation)
    assert codes(refus) == [attendu]


@pytest.mark.rule("DEM-14")
def test_a_draft_opened_in_time_is_not_filed_after_the_end(monde, par):
    habilitation = droit(monde, par, JOUR)
    demande = monde.completer(ouvrir(par, habilitation), par)
    avant = instantane()
    with pytest.raises(Refus) as refus:
        saisie.soumettre(par=par, le=INSTANT + UN_JOUR, demande=demande, version=demande.version)
    assert codes(refus) == ["trop_tard"]
    assert instantane() == avant
    assert saisie.soumettre(par=par, le=INSTANT, demande=demande, version=demande.version).etat == Etat.SOUMISE


@pytest.mark.rule("DEM-29", "DEM-14")
def test_a_dispositif_closed_meanwhile_takes_renewals_until_their_own_day(monde, par):
    autre = f.gestionnaire(f.EntiteFactory(commune=monde.commune))
    habilitation = droit(monde, par, JOUR + 90 * UN_JOUR)
    neuve = monde.brouillon(autre)
    monde.sst1.fermeture_demandes = JOUR
    monde.sst1.fermeture_renouvellements = JOUR + 5 * UN_JOUR
    monde.sst1.save()
    demande = monde.completer(ouvrir(par, habilitation), par)

    with pytest.raises(Refus) as refus:
        saisie.soumettre(par=autre, le=INSTANT + UN_JOUR, demande=neuve, version=neuve.version)
    assert codes(refus) == ["ferme"]
    with pytest.raises(Refus) as refus:
        saisie.soumettre(par=par, le=INSTANT + 6 * UN_JOUR, demande=demande, version=demande.version)
    assert codes(refus) == ["renouvellement_ferme"]
    assert saisie.soumettre(par=par, le=INSTANT + 5 * UN_JOUR, demande=demande, version=demande.version)


@pytest.mark.rule("DEM-14", "DEM-08")
def test_it_is_pre_filled_with_the_plateformes_in_use_and_leaves_them_what_they_are(monde, par):
    monde.sst1.plateforme_requise_du = date(2015, 1, 1)
    monde.sst1.save()
    habilitation = droit(monde, par, JOUR + 90 * UN_JOUR)
    gardee = f.PlateformeFactory(habilitation=habilitation, nom="Hall A")
    f.PlateformeFactory(habilitation=habilitation, nom="Fermée", fermee_le=JOUR - UN_JOUR)
    demande = ouvrir(par, habilitation)
    assert [(p.nom, p.reprise) for p in demande.plateformes.all()] == [("Hall A", gardee)]
    demande = monde.completer(demande, par)
    demande = saisie.soumettre(par=par, le=INSTANT, demande=demande, version=demande.version)
    renouvelee = accorder(monde, demande, JOUR + 2 * UN_JOUR)
    assert renouvelee.plateformes.count() == 2


@pytest.mark.rule("DEM-19")
def test_each_piece_is_marked_against_the_last_granted_request(monde, par):
    seance = monde.seance()
    monde.decidee(monde.prise(par), seance)  # its programme holds the bytes « programme »
    seances.clore(par=monde.commission, le=INSTANT, seance=seance)
    Periode.objects.update(fin=JOUR + 90 * UN_JOUR)
    PieceDemandee.objects.create(
        code="moyens", libelle="moyens", famille="PEDAGOGIQUE", types_entite=["C"], obligatoire=True, du=JOUR
    )
    demande = ouvrir(par, Habilitation.objects.get())
    saisie.confirmer_donnees(par=par, le=INSTANT, demande=demande, version=demande.version)
    for code, contenu in (("programme", b"programme"), ("programme", b"programme 2"), ("moyens", b"moyens")):
        donnee = fichier(contenu.decode(), contenu)
        pieces.deposer(par=par, le=INSTANT, demande=demande, code=code, televersement=donnee)
    saisie.soumettre(par=par, le=INSTANT, demande=demande, version=monde.relire(demande).version)

    marques = {piece.nom: piece.comparaison for piece in demande.pieces.all()}
    assert marques == {"programme": "INCHANGEE", "programme 2": "MODIFIEE", "moyens": "NOUVELLE"}


@pytest.mark.rule("DEM-06", "DEM-05")
def test_one_open_request_a_niveau_renewal_or_not(monde, par):
    habilitation = droit(monde, par, JOUR + 90 * UN_JOUR)
    cle = uuid.uuid4()
    demande = ouvrir(par, habilitation, cle=cle)
    assert ouvrir(par, habilitation, cle=cle) == demande
    with pytest.raises(Refus) as refus:
        ouvrir(par, habilitation)
    assert codes(refus) == ["en_cours"]
    etrangere = f.HabilitationFactory(dispositif_niveau=monde.sst1)
    with pytest.raises(Refus) as refus:
        ouvrir(par, etrangere)
    assert codes(refus) == ["autre_entite"]


@pytest.mark.rule("HAB-09", "DEM-14")
def test_prolonged_meanwhile_the_renewal_starts_from_the_new_end(monde, par):
    fin = JOUR + 10 * UN_JOUR
    habilitation = droit(monde, par, fin)
    demande = deposer(monde, par, habilitation)
    mesures.prolonger(par=monde.inrs, le=INSTANT, habilitation=habilitation, fin=fin + 30 * UN_JOUR, motif="Report.")
    renouvelee = accorder(monde, demande, JOUR + 5 * UN_JOUR)
    assert [(p.debut, p.fin) for p in renouvelee.periodes.all()][1] == (
        fin + 31 * UN_JOUR,
        plus_mois(fin + 30 * UN_JOUR, 60),
    )
