"""Numbers, accounts, and what an entity may learn of people."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from forprev.comptes import queries
from forprev.comptes.actions import personnes, recherches
from forprev.comptes.models import Doublon, NumeroAttribue, Personne
from forprev.comptes.perms import peut_rechercher_des_personnes
from forprev.comptes.rules import Proximite, Triplet, est_numero
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests.fabriques import INSTANT, PersonneFactory, delegataire, formateur, gestionnaire, inrs

ANNE = {
    "nom": "N'Guyen-Le  Goff",
    "prenom": "Anne-Laure",
    "date_naissance": date(1980, 2, 11),
    "email": " Anne@Example.org ",
    "le": INSTANT,
}
TRIPLET = Triplet("Nguyen Le Goff", "Anne Laure", date(1980, 2, 11))


class Hasard:
    """A generator that draws the given numbers, in order."""

    def __init__(self, *numeros: str) -> None:
        self.numeros = list(numeros)

    def choices(self, _population: str, k: int) -> list[str]:
        return list(self.numeros[0][:k])

    def randrange(self, _fin: int) -> int:
        return int(self.numeros.pop(0)[3:])


@pytest.mark.rule("ACC-01")
def test_un_numero_donne_ne_l_est_plus_jamais_meme_apres_le_compte(db):
    personne = personnes.creer_personne(**ANNE)
    numero = personne.numero
    assert est_numero(numero)
    personne.delete()
    assert personnes.reserver_numero(le=INSTANT, hasard=Hasard(numero, "ZZZ00001")) == "ZZZ00001"
    with pytest.raises(personnes.NumeroDejaAttribue) as refus:
        personnes.creer_personne(**ANNE, numero=numero)
    assert refus.value.raisons[0].champ == "numero"
    assert Personne.objects.count() == 0


@pytest.mark.rule("ACC-01")
def test_un_numero_repris_d_ailleurs_est_garde(db):
    assert personnes.creer_personne(**ANNE, numero="JEJ46894").numero == "JEJ46894"
    assert NumeroAttribue.objects.filter(numero="JEJ46894").exists()


@pytest.mark.rule("ACC-01")
def test_la_base_refuse_un_numero_en_double_ou_mal_forme(db):
    PersonneFactory(numero="JEJ46894")
    for numero in ("JEJ46894", "jej46894", "12345678"):
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonneFactory(numero=numero)


@pytest.mark.rule("ACC-01")
@pytest.mark.django_db(transaction=True)
def test_deux_tirages_simultanes_du_meme_numero_n_en_donnent_qu_un():
    depart, donnes = Barrier(2), []

    def tirer(suivant: str) -> None:
        try:
            depart.wait()
            donnes.append(personnes.reserver_numero(le=INSTANT, hasard=Hasard("AAA00001", suivant)))
        finally:
            connection.close()

    fils = [Thread(target=tirer, args=[f"BBB0000{rang}"]) for rang in (1, 2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert len(set(donnes)) == 2
    assert donnes.count("AAA00001") == 1


def test_un_compte_cree_est_propre_et_sans_mot_de_passe(db):
    personne = personnes.creer_personne(**ANNE)
    assert (personne.nom, personne.prenom, personne.email) == ("N’Guyen-Le Goff", "Anne-Laure", "Anne@Example.org")
    assert not personne.has_usable_password()
    assert (personne.nom_cle, personne.nom_tri) == ("nguyenlegoff", "n guyen le goff")


@pytest.mark.rule("ACC-03", "ACC-25")
def test_un_email_deja_pris_est_refuse_quelle_que_soit_sa_casse(db):
    PersonneFactory(email="aNNe@example.ORG")
    with pytest.raises(Refus) as refus:
        personnes.creer_personne(**ANNE)
    [raison] = refus.value.raisons
    assert (raison.code, raison.champ) == ("email_pris", "email")
    assert NumeroAttribue.objects.count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonneFactory(email="ANNE@example.org")


@pytest.mark.rule("ACC-03")
def test_l_email_est_unique_pour_les_formulaires_aussi(db):
    PersonneFactory(email="anne@example.org")
    with pytest.raises(ValidationError, match="ne peut pas être utilisé"):
        PersonneFactory.build(email="ANNE@example.org", password="x").validate_constraints()


@pytest.mark.rule("ACC-03")
@pytest.mark.django_db(transaction=True)
def test_deux_comptes_simultanes_avec_le_meme_email_n_en_font_qu_un():
    depart, refuses = Barrier(2), []

    def creer() -> None:
        try:
            depart.wait()
            personnes.creer_personne(**ANNE)
        except Refus as refus:
            refuses.append(refus.raisons[0].code)
        finally:
            connection.close()

    fils = [Thread(target=creer) for _ in range(2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert refuses == ["email_pris"]
    assert Personne.objects.count() == 1
    assert NumeroAttribue.objects.count() == 1


@pytest.mark.rule("ACC-25")
def test_l_email_de_la_personne_elle_meme_lui_reste_permis(db):
    personne = PersonneFactory(email="anne@example.org")
    assert queries.raisons_email_pris("ANNE@example.org", sauf_id=personne.pk) == []
    assert queries.raisons_email_pris("ANNE@example.org") != []
    assert queries.raisons_email_pris("libre@example.org") == []


@pytest.mark.rule("ACC-02")
def test_trouver_par_numero_ou_email(db):
    personne = PersonneFactory(numero="JEJ46894", email="Anne@Example.org")
    for identifiant in ("jej46894", " JEJ46894", "ANNE@example.org"):
        assert queries.trouver(identifiant) == personne
    for identifiant in ("", "JEJ4689", "anne", "anne@example", "%", "anne_example.org"):
        assert queries.trouver(identifiant) is None


@pytest.fixture
def voisins(db) -> dict[str, Personne]:
    """People around TRIPLET, created in disorder."""
    faits = {
        "jour_mois": ("N’Guyen Le Goff", "Anne-Laure", date(1980, 11, 2)),
        "autre_jour": ("N’Guyen-Le Goff", "Anne-Laure", date(1980, 2, 12)),
        "lettre_z": ("Nguyen Le Goffz", "Anne-Laure", date(1980, 2, 11)),
        "inverses": ("Anne-Laure", "Nguyen Le Goff", date(1980, 2, 11)),
        "lettre_a": ("Naguyen Le Goff", "Anne-Laure", date(1980, 2, 11)),
        "exacte": ("N’GUYEN-LE GOFF", "Anne Laure", date(1980, 2, 11)),
        "etrangere": ("Benali", "Karim", date(1980, 2, 11)),
    }
    return {
        cle: PersonneFactory(
            nom=nom, prenom=prenom, date_naissance=jour, email=f"{cle}@example.org", numero=f"ABC0000{rang}"
        )
        for rang, (cle, (nom, prenom, jour)) in enumerate(faits.items())
    }


@pytest.mark.rule("ACC-13")
def test_les_doublons_dans_l_ordre_de_la_regle_en_une_requete(voisins, django_assert_num_queries):
    with django_assert_num_queries(1):
        trouves = queries.rechercher_doublons(TRIPLET)
    assert [(personne.email.split("@")[0], rang) for personne, rang in trouves] == [
        ("exacte", Proximite.EXACTE),
        ("lettre_a", Proximite.UNE_LETTRE),
        ("lettre_z", Proximite.UNE_LETTRE),
        ("inverses", Proximite.NOM_PRENOM_INVERSES),
        ("jour_mois", Proximite.JOUR_MOIS_INVERSES),
    ]
    assert queries.rechercher_doublons(TRIPLET, limite=2) == trouves[:2]
    assert list(Personne.objects.de_triplet(TRIPLET)) == [voisins["exacte"]]


@pytest.mark.rule("ACC-13")
def test_la_recherche_passe_par_l_index_des_dates(voisins):
    with connection.cursor() as curseur:
        curseur.execute("SET LOCAL enable_seqscan = off")
    plan = Personne.objects.filter(date_naissance__in=[TRIPLET.date_naissance, date(1980, 11, 2)]).order_by().explain()
    assert "personne_triplet" in plan


@pytest.mark.rule("ACC-23")
def test_une_proposition_ne_montre_ni_l_email_ni_la_naissance(voisins):
    acteur = gestionnaire()
    [seule] = recherches.chercher_personnes(par=acteur, triplet=TRIPLET, le=INSTANT)
    assert seule == recherches.Proposition(
        personne_id=voisins["exacte"].pk,
        nom="N’GUYEN-LE GOFF",
        prenom="Anne Laure",
        fin_numero="05",
        naissance_concorde=True,
        proximite=Proximite.EXACTE,
    )


@pytest.mark.rule("ACC-23")
def test_les_proches_demandent_un_email_ou_un_numero_qui_concorde(voisins):
    acteur = gestionnaire()
    for saisie in ({"email": "jour_mois@ailleurs.fr"}, {"numero": "XYZ00000"}):
        trouvees = recherches.chercher_personnes(par=acteur, triplet=TRIPLET, le=INSTANT, **saisie)
        assert [(t.proximite, t.naissance_concorde) for t in trouvees] == [
            (Proximite.EXACTE, True),
            (Proximite.JOUR_MOIS_INVERSES, False),
        ]


@pytest.mark.rule("ACC-23")
def test_pre_remplir_donne_le_nom_et_le_prenom_seulement(voisins):
    acteur = gestionnaire()
    identite = recherches.pre_remplir(par=acteur, numero=" abc00005 ", le=INSTANT)
    assert identite == recherches.Identite(voisins["exacte"].pk, "N’GUYEN-LE GOFF", "Anne Laure")
    with pytest.raises(Refus) as refus:
        recherches.pre_remplir(par=acteur, numero="ZZZ99999", le=INSTANT)
    assert refus.value.raisons[0].champ == "numero"


@pytest.mark.rule("ACC-23")
def test_les_recherches_sont_journalisees_sans_ce_qui_a_ete_saisi(voisins):
    acteur = gestionnaire()
    recherches.chercher_personnes(par=acteur, triplet=TRIPLET, le=INSTANT, email="curieux@example.org")
    entree = EntreeJournal.objects.get(verbe=recherches.RECHERCHE)
    assert (entree.par_id, entree.details) == (acteur.personne_id, {"montrees": [voisins["exacte"].pk]})


@pytest.mark.rule("ACC-23")
def test_deviner_des_numeros_compte_et_se_voit(db, monkeypatch):
    monkeypatch.setattr(recherches, "RECHERCHES_PAR_HEURE", 2)
    acteur = gestionnaire()
    for attendu in ("numero_inconnu", "numero_inconnu", "recherches_trop_nombreuses"):
        with pytest.raises(Refus) as refus:
            recherches.pre_remplir(par=acteur, numero="ZZZ99999", le=INSTANT)
        assert refus.value.raisons[0].code == attendu
    assert EntreeJournal.objects.filter(verbe=recherches.RECHERCHE).count() == 2


@pytest.mark.rule("ACC-23")
def test_les_recherches_sont_limitees_par_heure(voisins, monkeypatch):
    monkeypatch.setattr(recherches, "RECHERCHES_PAR_HEURE", 3)
    acteur, collegue = gestionnaire(), gestionnaire()
    for _ in range(3):
        recherches.chercher_personnes(par=acteur, triplet=TRIPLET, le=INSTANT)
    for recherche in (
        lambda: recherches.chercher_personnes(par=acteur, triplet=TRIPLET, le=INSTANT),
        lambda: recherches.pre_remplir(par=acteur, numero="ABC00005", le=INSTANT),
    ):
        with pytest.raises(Refus, match="réessayez dans une heure"):
            recherche()
    assert recherches.chercher_personnes(par=collegue, triplet=TRIPLET, le=INSTANT)
    assert recherches.chercher_personnes(par=acteur, triplet=TRIPLET, le=INSTANT + timedelta(hours=1))


@pytest.mark.rule("ACC-23")
@pytest.mark.parametrize(
    ("faire", "permis"), [(gestionnaire, True), (delegataire, True), (inrs, True), (formateur, False)]
)
def test_seuls_une_entite_et_le_reseau_cherchent_des_personnes(voisins, faire, permis):
    acteur = faire()
    assert peut_rechercher_des_personnes(acteur) is permis
    if permis:
        assert recherches.chercher_personnes(par=acteur, triplet=TRIPLET, le=INSTANT)
    else:
        with pytest.raises(Refus, match="ne permet pas"):
            recherches.chercher_personnes(par=acteur, triplet=TRIPLET, le=INSTANT)


@pytest.mark.rule("ACC-28")
def test_un_doublon_n_est_signale_qu_une_fois(voisins):
    paire = {"connue": voisins["exacte"], "nouvelle": voisins["lettre_a"]}
    premier = personnes.signaler_doublon(**paire, origine="certification", le=INSTANT)
    assert personnes.signaler_doublon(**paire, origine="encore", le=INSTANT) == premier
    assert Doublon.objects.get().origine == "certification"
