"""Asking for a correction of one's identity, and answering, with the database [ACC-07]."""

import io
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from forprev.certificats.models import CertificatFormateur
from forprev.communication.models import Notification
from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.models import Doublon, Personne
from forprev.comptes.rules import Triplet
from forprev.courriels.models import Courriel
from forprev.personnes.actions.rectifications import (
    RectificationChangee,
    RectificationFermee,
    completer,
    corriger,
    demander,
    refuser,
    retirer,
)
from forprev.personnes.models import Rectification
from forprev.personnes.queries.rectifications import nombre_a_traiter, rectifications
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from forprev.socle.televersements import examiner
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, il_y_a

pytestmark = pytest.mark.django_db

NEE = date(1980, 2, 29)
VOULUE = Triplet("Zyxcanari", "Anne-Laure", NEE)
MOTIF = "Une faute de frappe."


@pytest.fixture(autouse=True)
def _dossier(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def demandeuse():
    return f.acteur_sans_profil(f.PersonneFactory(nom="Canari", prenom="Anne-Laure", numero="JEJ46894"))


@pytest.fixture
def assistance():
    return f.assistance()


def image():
    sortie = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(sortie, "PNG")
    return examiner(sortie.getvalue(), "carte d’identité.png")


def deposer(par, **champs):
    return demander(**{"par": par, "voulue": VOULUE, "motif": MOTIF, "le": il_y_a(4)} | champs)


def paragraphes(courriel):
    """The mail, without the line that says why it came, the same for all."""
    return courriel.texte.split("\n\n--\n")[0].split("\n\n")


def fichiers(tmp_path):
    return [chemin for chemin in tmp_path.rglob("*") if chemin.is_file()]


def repondre(par, demande, action=corriger, **champs):
    suite = {"voulue": demande.voulue} if action is corriger else {"reponse": "Aucune pièce ne le montre."}
    return action(
        **{"par": par, "rectification_id": demande.pk, "version": demande.version, "le": INSTANT} | suite | champs
    )


# --- asking ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-07")
def test_whoever_is_signed_in_asks_and_the_assistance_is_told(demandeuse, assistance):
    demande = deposer(demandeuse)

    assert (demande.nom, demande.avant_nom, demande.etat, str(demande.limite)) == (
        *("Zyxcanari", "Canari", "DEPOSEE"),
        "2026-12-16",
    )
    (ligne,) = Notification.objects.all()
    assert (ligne.personne, ligne.profil, ligne.categorie) == (assistance.personne, "assistance", "N")
    assert nombre_a_traiter() == 1


@pytest.mark.rule("ACC-07", "NOT-08")
def test_the_mail_to_the_assistance_holds_a_reference_and_a_link(demandeuse, assistance):
    demande = deposer(demandeuse)

    courriel = Courriel.objects.get()
    assert courriel.sujet == "[FORPREV] Rectification à traiter\u00a0: JEJ46894"
    assert paragraphes(courriel) == [
        "La personne du N°\u00a0Forprev JEJ46894 demande la rectification de son identité.",
        "Répondez-lui avant le 16\u00a0décembre\u00a02026 inclus.",
        "L’équipe Forprev",
        f"Ouvrir la demande\u00a0:\nhttp://localhost:8000/rectifications/{demande.pk}/?profil=assistance",
    ]
    assert "anari" not in courriel.texte


@pytest.mark.rule("ACC-07")
def test_one_at_a_time(demandeuse):
    deposer(demandeuse)
    with pytest.raises(Refus, match="déjà en cours"):
        deposer(demandeuse)
    with pytest.raises(IntegrityError), transaction.atomic():
        f.RectificationFactory(personne=demandeuse.personne)


@pytest.mark.rule("ACC-07")
def test_the_same_values_are_refused_and_leave_no_file(demandeuse, tmp_path):
    with pytest.raises(Refus, match="Rien ne change"):
        deposer(demandeuse, voulue=demandeuse.personne.triplet, preuve=image())
    assert fichiers(tmp_path) == []
    assert not Rectification.objects.exists()


@pytest.mark.rule("ACC-07", "RGP-08")
def test_a_proof_is_kept_under_a_name_that_tells_nothing(demandeuse, tmp_path):
    demande = deposer(demandeuse, preuve=image())

    assert [str(chemin.relative_to(tmp_path)) for chemin in fichiers(tmp_path)] == [demande.preuve]
    assert "carte" not in demande.preuve
    assert len(demande.preuve.rpartition("/")[2]) > 30
    assert files.lire(demande.preuve).startswith(b"\x89PNG")


@pytest.mark.rule("ACC-07")
def test_an_open_request_is_completed(demandeuse, assistance, tmp_path, django_capture_on_commit_callbacks):
    deposer(demandeuse, preuve=image())
    autre = Triplet("Canari", "Anne", NEE)

    with django_capture_on_commit_callbacks(execute=True):
        demande = completer(par=demandeuse, voulue=autre, motif="Un seul prénom.", le=INSTANT, preuve=image())
    assert (demande.prenom, demande.motif, demande.version) == ("Anne", "Un seul prénom.", 2)
    assert [str(chemin.relative_to(tmp_path)) for chemin in fichiers(tmp_path)] == [demande.preuve]
    assert demande.deposee_le == il_y_a(4)
    assert Notification.objects.count() == 1  # told once
    with django_capture_on_commit_callbacks(execute=True):
        sans = completer(par=demandeuse, voulue=autre, motif="Un seul prénom.", le=INSTANT, retirer_preuve=True)
    assert (sans.preuve, fichiers(tmp_path)) == ("", [])


@pytest.mark.rule("ACC-07")
def test_a_request_is_withdrawn_with_its_proof_and_another_may_follow(
    demandeuse, tmp_path, django_capture_on_commit_callbacks
):
    deposer(demandeuse, preuve=image())
    with django_capture_on_commit_callbacks(execute=True):
        demande = retirer(par=demandeuse, le=INSTANT)

    assert (demande.etat, demande.preuve, fichiers(tmp_path)) == ("RETIREE", "", [])
    with pytest.raises(RectificationFermee):
        retirer(par=demandeuse, le=INSTANT)
    with pytest.raises(RectificationFermee):
        completer(par=demandeuse, voulue=VOULUE, motif=MOTIF, le=INSTANT)
    assert deposer(demandeuse).pk != demande.pk


# --- answering -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-07")
def test_the_assistance_corrects_and_the_person_is_told(
    demandeuse, assistance, tmp_path, django_capture_on_commit_callbacks
):
    demande = deposer(demandeuse, preuve=image())
    Courriel.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        repondre(assistance, demande, voulue=Triplet("Zyxcanari", "Anne", date(1981, 3, 1)))

    personne = Personne.objects.get(pk=demandeuse.personne_id)
    assert (personne.triplet, personne.nom_cle) == (Triplet("Zyxcanari", "Anne", date(1981, 3, 1)), "zyxcanari")
    demande.refresh_from_db()
    assert (demande.etat, demande.prenom, demande.avant_prenom) == ("ACCEPTEE", "Anne", "Anne-Laure")
    assert (demande.preuve, fichiers(tmp_path), nombre_a_traiter()) == ("", [], 0)
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.sujet) == (personne.email, "[FORPREV] Votre identité est corrigée")
    assert paragraphes(courriel) == [
        "L’assistance a corrigé votre identité, à votre demande du 16\u00a0novembre\u00a02026.",
        "Vérifiez-la dans votre profil. Si vous aviez joint un justificatif, il est supprimé.",
        "L’équipe Forprev",
        "Voir mon profil\u00a0:\nhttp://localhost:8000/mon-profil/",
    ]


@pytest.mark.rule("ACC-07", "RGP-07")
def test_the_journal_names_the_fields_and_not_their_values(demandeuse, assistance):
    repondre(assistance, deposer(demandeuse))

    ligne = EntreeJournal.objects.get(verbe="personnes.corriger_identite")
    assert (ligne.par, ligne.objet_id, ligne.details) == (
        *(assistance.personne, str(demandeuse.personne_id)),
        {"champs": ["nom"]},
    )
    assert not any("anari" in str(entree.details) for entree in EntreeJournal.objects.all())


@pytest.mark.rule("ACC-07")
def test_a_refusal_says_why_in_the_application_and_not_in_the_mail(
    demandeuse, assistance, tmp_path, django_capture_on_commit_callbacks
):
    demande = deposer(demandeuse, preuve=image())
    Courriel.objects.all().delete()
    with pytest.raises(Refus, match="Dites pourquoi"):
        repondre(assistance, demande, refuser, reponse="  ")
    with django_capture_on_commit_callbacks(execute=True):
        repondre(assistance, demande, refuser)

    demande.refresh_from_db()
    assert (demande.etat, demande.reponse, demande.preuve) == ("REFUSEE", "Aucune pièce ne le montre.", "")
    assert fichiers(tmp_path) == []
    assert Personne.objects.get(pk=demandeuse.personne_id).nom == "Canari"
    assert paragraphes(Courriel.objects.get()) == [
        "L’assistance n’a pas pu donner suite à votre demande de rectification du 16\u00a0novembre\u00a02026.",
        "Lisez sa réponse dans votre profil\u00a0: vous pouvez y déposer une nouvelle demande. "
        "Si vous aviez joint un justificatif, il est supprimé.",
        "L’équipe Forprev",
        "Lire la réponse\u00a0:\nhttp://localhost:8000/mon-profil/rectification/",
    ]


@pytest.mark.rule("ACC-07", "DEM-16")
def test_of_two_assistants_the_second_is_told(demandeuse, assistance):
    demande = deposer(demandeuse)
    repondre(assistance, demande, refuser)

    with pytest.raises(RectificationFermee) as refus:
        repondre(f.assistance(), demande)
    nom = assistance.personne.nom_complet
    assert (
        str(refus.value) == f"Cette demande a déjà été traitée le 20\u00a0novembre\u00a02026 par {nom}\u00a0: refusée."
    )
    assert Personne.objects.get(pk=demandeuse.personne_id).nom == "Canari"


@pytest.mark.rule("ACC-07", "DEM-16")
def test_a_request_completed_meanwhile_is_read_again(demandeuse, assistance):
    demande = deposer(demandeuse)
    completer(par=demandeuse, voulue=Triplet("Autre", "Nom", NEE), motif=MOTIF, le=INSTANT)

    for action in (corriger, refuser):
        with pytest.raises(RectificationChangee):
            repondre(assistance, demande, action)


@pytest.mark.rule("ACC-07")
def test_only_the_assistance_answers_and_the_inrs_reads(demandeuse):
    demande = deposer(demandeuse)
    for acteur in (f.inrs(), f.commission(), demandeuse, f.gestionnaire()):
        for action in (corriger, refuser):
            with pytest.raises(Refus, match="Seule l’assistance"):
                repondre(acteur, demande, action)
    lus = {a.profil: rectifications(a, traitees=False).count() for a in (f.inrs(), f.assistance(), f.commission())}
    assert lus == {"inrs": 1, "assistance": 1, "commission": 0}


@pytest.mark.rule("ACC-28", "ACC-13")
def test_an_identity_that_is_now_somebody_elses_is_pointed_out_once(demandeuse, assistance):
    sosie = f.PersonneFactory(nom="ZYXCANARI", prenom="anne laure", date_naissance=NEE)
    assert repondre(assistance, deposer(demandeuse)).doublons == 1

    doublon = Doublon.objects.get()
    assert (doublon.connue, doublon.nouvelle, doublon.origine) == (
        *(sosie, demandeuse.personne),
        "rectification d’identité",
    )


@pytest.mark.rule("ACC-28")
def test_a_pair_known_the_other_way_round_is_not_pointed_out_again(demandeuse, assistance):
    sosie = f.PersonneFactory(nom="ZYXCANARI", prenom="anne laure", date_naissance=NEE)
    signaler_doublon(connue=demandeuse.personne, nouvelle=sosie, origine="essai", le=INSTANT)
    repondre(assistance, deposer(demandeuse))

    assert Doublon.objects.count() == 1


@pytest.mark.rule("CER-11")
def test_valid_trainer_certificates_follow_the_identity(demandeuse, assistance):
    f.CertificatFormateurFactory(personne=demandeuse.personne)
    f.CertificatFormateurFactory(personne=demandeuse.personne, certificat__fin_validite=date(2026, 11, 19))
    Courriel.objects.all().delete()
    assert repondre(assistance, deposer(demandeuse)).certificats == 1

    nouveau = CertificatFormateur.objects.filter(personne=demandeuse.personne).latest("pk")
    assert nouveau.faits["nom"] == "Zyxcanari"
    sujets = Courriel.objects.filter(destinataire=demandeuse.personne.email).values_list("sujet", flat=True)
    assert set(sujets) == {
        "[FORPREV] Votre identité est corrigée",
        "[FORPREV] Votre certificat de formateur est remplacé",
    }


def test_the_tables_refuse_what_the_life_does_not_know(demandeuse):
    """A proof left on a handled request, a refusal without reason, an answer without date."""
    for champs in (
        {"acceptee": True, "preuve": "x", "preuve_type": "image/png"},
        {"refusee": True, "reponse": ""},
        {"etat": "ACCEPTEE"},
        {"traitee_le": INSTANT},
        {"preuve": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            f.RectificationFactory(personne=demandeuse.personne, **champs)


@pytest.mark.rule("ACC-07")
def test_a_request_gone_with_its_account_is_told_not_broken():
    with pytest.raises(RectificationFermee, match="n’existe plus"):
        refuser(par=f.assistance(), rectification_id=999_999, version=1, reponse="Sans objet.", le=INSTANT)
