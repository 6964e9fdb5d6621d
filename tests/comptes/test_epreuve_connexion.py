"""How long a wrong identifier and a wrong password take, over many tries."""

import statistics
import time

import pytest

from forprev.socle.models import EntreeJournal
from tests.fabriques import PersonneFactory

ESSAIS = 200


@pytest.mark.epreuve
@pytest.mark.rule("ACC-02")
def test_les_medianes_different_de_moins_de_dix_pour_cent(client, db):
    personne = PersonneFactory(numero="JEJ46894", email="anne@example.org")
    personne.set_password("quatre saules au bord de l’eau")
    personne.save()
    cas = {"mauvais mot de passe": "JEJ46894", "numéro inconnu": "ZZZ00000", "e-mail inconnu": "nulle@part.fr"}
    durees: dict[str, list[float]] = {nom: [] for nom in cas}
    for _ in range(ESSAIS):
        # turn by turn, so that what else the machine does weighs on all alike
        for nom, identifiant in cas.items():
            debut = time.perf_counter()
            reponse = client.post("/connexion/", {"login": identifiant, "password": "ce n’est pas le bon"})
            durees[nom].append(time.perf_counter() - debut)
            assert reponse.status_code == 200
            EntreeJournal.objects.all().delete()  # no try is one too many
    medianes = {nom: statistics.median(valeurs) for nom, valeurs in durees.items()}
    ecart = max(medianes.values()) / min(medianes.values()) - 1
    assert ecart < 0.10, medianes
