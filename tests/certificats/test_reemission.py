"""A trainer whose identity is corrected: the same certificates, under the right name [CER-11]."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from forprev.certificats.actions import Titulaire, reemettre_les_valables
from forprev.certificats.documents import FaitsCertificat
from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.certificats.faits import textes
from tests.fabriques.jour import INSTANT, JOUR

pytestmark = pytest.mark.django_db
CORRIGE = Titulaire("Zyxcanari", "Élise", date(1981, 3, 1), "JEJ46894")


@pytest.fixture(autouse=True)
def _dossier(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def personne():
    return f.PersonneFactory(numero="JEJ46894", nom="Canari", prenom="Elise")


def certificat(personne, **registre):
    cree = f.CertificatFormateurFactory(personne=personne, **{f"certificat__{n}": v for n, v in registre.items()})
    files.deposer(cree.fichier, b"%PDF-1.7 ancien")
    return cree


def reemettre(personne, titulaire=CORRIGE):
    return reemettre_les_valables(personne_id=personne.pk, titulaire=titulaire, par=f.assistance(), le=INSTANT)


@pytest.mark.rule("CER-11", "CER-09")
def test_the_same_facts_under_the_new_identity_and_a_new_number(personne):
    ancien = certificat(personne)
    ((registre, nouveau),) = reemettre(personne)

    avant, apres = (FaitsCertificat.depuis_json(c.faits) for c in (ancien, nouveau))
    assert apres == replace(
        avant,
        nom="Zyxcanari",
        prenom="Élise",
        date_naissance=date(1981, 3, 1),
        numero_certificat=nouveau.certificat.numero,
    )
    assert nouveau.certificat.numero != registre.numero == ancien.certificat.numero
    assert (nouveau.certificat.delivre_le, nouveau.certificat.fin_validite, nouveau.certificat.modele) == (
        ancien.certificat.delivre_le,
        ancien.certificat.fin_validite,
        ancien.certificat.modele,
    )
    assert CertificatFormateur.objects.get(pk=ancien.pk).faits == ancien.faits  # frozen


@pytest.mark.rule("CER-11")
def test_the_former_is_revoked_as_replaced_and_linked_in_the_register(personne):
    ancien = certificat(personne)
    reemettre(personne)

    ligne = Certificat.objects.get(pk=ancien.certificat_id)
    nouveau = CertificatFormateur.objects.filter(personne=personne).latest("pk")
    assert (ligne.revoque_le, ligne.motif_revocation, ligne.remplace_par) == (JOUR, "remplacé", nouveau.certificat)
    valables = CertificatFormateur.objects.filter(personne=personne).valides(JOUR)
    assert list(valables) == [nouveau]


@pytest.mark.rule("CER-11")
def test_the_new_file_is_there_and_the_former_goes_once_all_is_written(personne, django_capture_on_commit_callbacks):
    ancien = certificat(personne)
    with django_capture_on_commit_callbacks(execute=True):
        ((_, nouveau),) = reemettre(personne)
        assert files.lire(ancien.fichier) == b"%PDF-1.7 ancien"

    pdf = files.lire(nouveau.fichier)
    assert (files.empreinte(pdf), len(pypdfium2.PdfDocument(pdf))) == (nouveau.sha256, 1)
    assert "Zyxcanari Élise" in textes(pdf)[0]
    with pytest.raises(FileNotFoundError):
        files.lire(ancien.fichier)


@pytest.mark.rule("CER-11")
def test_ended_and_revoked_certificates_are_left_alone(personne):
    fini = certificat(personne, fin_validite=date(2026, 11, 19))
    revoque = certificat(personne, revoque_le=JOUR, motif_revocation="fraude")

    assert reemettre(personne) == []
    assert Certificat.objects.count() == 2
    assert files.lire(fini.fichier) == files.lire(revoque.fichier)


@pytest.mark.rule("CER-11")
def test_the_last_day_and_a_certificate_without_end_count_as_valid(personne):
    certificat(personne, fin_validite=JOUR)
    certificat(personne, fin_validite=None)

    assert [nouveau.certificat.fin_validite for _, nouveau in reemettre(personne)] == [JOUR, None]


@pytest.mark.rule("CER-11")
def test_done_twice_it_is_done_once(personne):
    certificat(personne)
    assert len(reemettre(personne)) == 1
    assert reemettre(personne) == []
    assert Certificat.objects.count() == 2


@pytest.mark.rule("CER-11")
def test_nobody_elses_certificate_moves_and_the_journal_holds_numbers_alone(personne):
    certificat(personne)
    autre = certificat(f.PersonneFactory())
    reemettre(personne)

    assert Certificat.objects.get(pk=autre.certificat_id).revoque_le is None
    ligne = EntreeJournal.objects.get(verbe="certificats.reemettre")
    assert set(ligne.details) == {"numero", "remplace_par"}
    assert "anari" not in str(ligne.details)
