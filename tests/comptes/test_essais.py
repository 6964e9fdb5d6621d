"""Trying to sign in: what is counted, journaled, refused, and who lifts a wait [ACC-16]."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from forprev.comptes.actions.connexions import (
    confirmer_mot_de_passe,
    lever_attentes,
    tenter,
)
from forprev.comptes.actions.mots_de_passe import definir_mot_de_passe, emettre_jeton
from forprev.comptes.essais import ECHEC, LEVEE, attente_de, cle_adresse, cle_code, cle_identifiant, echecs
from forprev.comptes.models import AutreNumero
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests.fabriques import INSTANT, PersonneFactory, assistance

MINUTE = timedelta(minutes=1)
ADRESSE = "192.0.2.7"


class Serrure:
    """A password that counts how often it is looked at."""

    def __init__(self, personne, bon: str = "bon") -> None:
        self.personne, self.bon, self.regards = personne, bon, 0

    def essayer(self, mot_de_passe: str, *, le=INSTANT, identifiant: str = "", adresse: str = ADRESSE):
        def verifier():
            self.regards += 1
            return self.personne if mot_de_passe == self.bon else None

        return tenter(
            cle=cle_identifiant(identifiant or self.personne.numero), adresse=adresse, verifier=verifier, le=le
        )


@pytest.fixture
def serrure(db) -> Serrure:
    return Serrure(PersonneFactory(numero="JEJ46894", email="Anne@Example.org"))


def bloquer(serrure: Serrure, **autres) -> None:
    for _ in range(5):
        essai = serrure.essayer("faux", **autres)
    assert essai.attente == INSTANT + MINUTE


@pytest.mark.rule("ACC-16")
def test_pendant_l_attente_le_mot_de_passe_n_est_pas_regarde(serrure):
    bloquer(serrure)
    for secondes in (0, 30, 59):
        essai = serrure.essayer("bon", le=INSTANT + timedelta(seconds=secondes))
        assert (essai.trouve, essai.attente) == (None, INSTANT + MINUTE)
    assert serrure.regards == 5
    assert EntreeJournal.objects.count() == 10
    assert serrure.essayer("bon", le=INSTANT + MINUTE).trouve == serrure.personne


@pytest.mark.rule("ACC-16")
def test_le_journal_ne_garde_rien_de_ce_qui_a_ete_saisi(serrure):
    serrure.essayer("faux", identifiant="anne@example.org")
    lignes = list(EntreeJournal.objects.order_by("id").values("verbe", "objet_type", "objet_id", "details", "par"))
    assert [(ligne["objet_type"], ligne["verbe"], ligne["details"]) for ligne in lignes] == [
        ("comptes.Identifiant", ECHEC, {"attente": 0}),
        ("comptes.Adresse", ECHEC, {"attente": 0}),
    ]
    for secret in ("anne", "ANNE", ADRESSE, "JEJ46894", "faux"):
        assert secret not in str(lignes)


@pytest.mark.rule("ACC-16")
def test_un_identifiant_compte_quelle_que_soit_sa_casse_et_un_autre_a_part(serrure):
    for identifiant in ("jej46894", "JEJ46894 ", "Jej46894", " JEJ46894", "jEj46894"):
        serrure.essayer("faux", identifiant=identifiant)
    assert serrure.essayer("bon").attente
    assert serrure.essayer("bon", identifiant="Anne@example.org").trouve == serrure.personne


@pytest.mark.rule("ACC-16")
def test_une_reussite_efface_les_echecs_de_l_identifiant_pas_ceux_de_l_adresse(serrure):
    for _ in range(3):
        for _ in range(4):
            assert serrure.essayer("faux").attente is None
        assert serrure.essayer("bon").trouve
    assert echecs(cle_identifiant("JEJ46894")) == []
    assert len(echecs(cle_adresse(ADRESSE))) == 12


@pytest.mark.rule("ACC-16")
def test_cent_echecs_d_une_adresse_la_font_attendre_quel_que_soit_l_identifiant(serrure):
    for rang in range(100):
        essai = serrure.essayer("faux", identifiant=f"inconnu{rang}@example.org")
    assert essai.attente == INSTANT + MINUTE
    assert serrure.essayer("bon").attente == INSTANT + MINUTE
    assert serrure.essayer("bon", adresse="192.0.2.8").trouve == serrure.personne


@pytest.mark.rule("ACC-16")
def test_les_attentes_grandissent_dans_le_journal(serrure):
    bloquer(serrure)
    assert serrure.essayer("faux", le=INSTANT + MINUTE).attente == INSTANT + 3 * MINUTE
    assert serrure.essayer("faux", le=INSTANT + 3 * MINUTE).attente == INSTANT + 7 * MINUTE
    details = EntreeJournal.objects.filter(objet_type="comptes.Identifiant").order_by("id")
    assert [ligne.details["attente"] for ligne in details] == [0, 0, 0, 0, 1, 2, 4]


@pytest.mark.rule("ACC-16", "ACC-04")
def test_apres_mille_mots_de_passe_faux_le_lien_recu_laisse_entrer(serrure, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    personne, le = serrure.personne, INSTANT
    for rang in range(1000):
        essai = serrure.essayer("faux", le=le, adresse=f"198.51.100.{rang % 250}")
        le = essai.attente or le
    assert serrure.essayer("bon", le=le - MINUTE).attente == le
    definir_mot_de_passe(jeton=emettre_jeton(personne=personne, le=le), mot_de_passe="neuf", le=le)
    assert serrure.essayer("bon", le=le).trouve == personne


@pytest.mark.rule("ACC-16", "ACC-14")
def test_un_lien_leve_l_attente_de_tous_les_identifiants_pas_celle_des_codes(serrure):
    personne = serrure.personne
    AutreNumero.objects.create(numero="ZZZ00001", personne=personne, depuis=INSTANT)
    for identifiant in ("JEJ46894", "anne@example.org", "zzz00001"):
        bloquer(serrure, identifiant=identifiant)
    for _ in range(5):
        tenter(cle=cle_code(personne), adresse=ADRESSE, verifier=lambda: None, le=INSTANT)
    definir_mot_de_passe(jeton=emettre_jeton(personne=personne, le=INSTANT), mot_de_passe="neuf", le=INSTANT)
    for identifiant in ("JEJ46894", "anne@example.org", "zzz00001"):
        assert serrure.essayer("bon", identifiant=identifiant).trouve == personne
    assert tenter(cle=cle_code(personne), adresse=ADRESSE, verifier=lambda: True, le=INSTANT).attente


@pytest.mark.rule("ACC-16")
def test_l_assistance_debloque_et_le_journal_le_dit(serrure):
    acteur, personne = assistance(), serrure.personne
    bloquer(serrure, identifiant="anne@example.org")
    assert attente_de(personne, le=INSTANT) == INSTANT + MINUTE
    lever_attentes(par=acteur, personne=personne, le=INSTANT)
    assert attente_de(personne, le=INSTANT) is None
    assert serrure.essayer("bon", identifiant="anne@example.org").trouve == personne
    ligne = EntreeJournal.objects.get(verbe=LEVEE, objet_type="comptes.Personne")
    assert (ligne.par_id, ligne.objet_id) == (acteur.personne_id, str(personne.pk))
    nombre = EntreeJournal.objects.filter(verbe=LEVEE).count()
    lever_attentes(par=acteur, personne=personne, le=INSTANT)
    assert EntreeJournal.objects.filter(verbe=LEVEE).count() == nombre + 1


@pytest.mark.rule("ACC-08", "ACC-16")
def test_un_mot_de_passe_actuel_faux_compte_comme_un_essai(serrure, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    serrure.personne.set_password("le vrai")
    appel = {"personne": serrure.personne, "adresse": ADRESSE, "le": INSTANT, "champ": "actuel"}
    for attendu in [*["mot_de_passe_faux"] * 4, "attente", "attente"]:
        with pytest.raises(Refus) as refus:
            confirmer_mot_de_passe(mot_de_passe="faux", **appel)
        assert (refus.value.raisons[0].code, refus.value.raisons[0].champ) == (attendu, "actuel")
    assert "réessayez dans 1\u00a0minute" in refus.value.raisons[0].texte
    assert serrure.essayer("bon").attente == INSTANT + MINUTE


@pytest.mark.rule("ACC-16")
def test_le_compteur_se_lit_par_son_index_et_sans_lire_tout(serrure, nb_requetes):
    cle = cle_identifiant("JEJ46894")
    for _ in range(30):
        serrure.essayer("faux")
        serrure.essayer("bon", le=INSTANT)
    with connection.cursor() as curseur:
        curseur.execute("SET LOCAL enable_seqscan = off")
        curseur.execute("SET LOCAL enable_sort = off")
    lignes = EntreeJournal.objects.filter(objet_type=cle.nature, objet_id=cle.empreinte).order_by("-id")[:5]
    assert "journal_par_objet" in lignes.explain()
    with nb_requetes() as compte:
        echecs(cle)
    assert compte.nombre == 1
    assert "LIMIT 5" in compte.requetes[0]


@pytest.mark.rule("ACC-16")
@pytest.mark.django_db(transaction=True)
def test_deux_essais_simultanes_n_echappent_pas_au_compte():
    serrure = Serrure(PersonneFactory(numero="JEJ46894"))
    depart = Barrier(12)

    def essayer() -> None:
        try:
            depart.wait()
            serrure.essayer("faux")
        finally:
            connection.close()

    fils = [Thread(target=essayer) for _ in range(12)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert serrure.regards == 5
    assert len(echecs(cle_identifiant("JEJ46894"))) == 5
    assert len(echecs(cle_adresse(ADRESSE))) == 5
