"""With 200,000 people, every way to look for one reads an index, never the whole table."""

import pytest
from django.db import connection

from forprev.comptes.models import Personne
from forprev.personnes.queries.comptes import candidats, trouver_des_comptes
from forprev.personnes.rules.recherche import lire_recherche
from tests.fabriques.jour import JOUR

NOMBRE = 200_000
# Names of four syllables among twenty, birth dates over fifty years, numbers of every letter.
PEUPLER = """
WITH s AS (SELECT ARRAY['ba','ce','di','fo','gu','la','me','ni','po','ru','sa','te','vi','zo','mar','len','dur','bon','car','hel'] AS t)
INSERT INTO comptes_personne (
  password, numero, email, nom, prenom, date_naissance, nom_cle, prenom_cle, nom_tri, is_active, creee_le, hors_caisse,
  profil_retenu, jeton_generation, generation_connexions)
SELECT '!', numero, prenom || '.' || nom || n || '@example.org', nom, prenom, DATE '1950-01-01' + (n * 7919) % 18000,
  nom, prenom, nom, true, now(), true, '', 0, 0
FROM (
  SELECT n, chr(65 + n % 26) || chr(65 + n / 26 % 26) || chr(65 + n / 676 % 26)
           || lpad(((n::bigint * 7919) % 100000)::text, 5, '0') AS numero,
         t[1 + n % 20] || t[1 + n / 20 % 20] || t[1 + n / 400 % 20] || t[1 + n / 8000 % 20] AS nom,
         t[1 + n / 3 % 20] || t[1 + n / 60 % 20] AS prenom
    FROM generate_series(1, 200000) AS n, s
) AS gens
"""  # noqa: E501


@pytest.fixture
def foule(transactional_db):
    with connection.cursor() as curseur:
        curseur.execute(PEUPLER)
        curseur.execute("VACUUM ANALYZE comptes_personne")


def test_every_search_uses_an_index(foule):
    quelqu_un = Personne.objects.order_by("pk")[NOMBRE // 2]
    naissance = f"{quelqu_un.date_naissance:%d/%m/%Y}"
    for saisie in (
        quelqu_un.numero,
        quelqu_un.numero[:5],
        quelqu_un.numero[3:],
        quelqu_un.nom,
        quelqu_un.nom[:5],
        f"{quelqu_un.prenom} {quelqu_un.nom}",
        f"{quelqu_un.nom} {quelqu_un.prenom[:2]} {quelqu_un.numero[-2:]}",
        quelqu_un.email,
        quelqu_un.email[:12],
        naissance,
        f"{quelqu_un.nom} {naissance}",
        f"{quelqu_un.prenom} {quelqu_un.nom} {naissance}",
    ):
        recherche = lire_recherche(saisie, le=JOUR)
        plan = candidats(recherche).explain()
        assert "Index" in plan, f"{saisie}\n{plan}"
        assert "Seq Scan on comptes_personne" not in plan, f"{saisie}\n{plan}"
    assert quelqu_un.pk in trouver_des_comptes(lire_recherche(quelqu_un.numero[3:], le=JOUR)).rangs
    assert trouver_des_comptes(lire_recherche(quelqu_un.numero[-2:], le=JOUR)).tronquees
