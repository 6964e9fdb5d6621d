"""The waits that wrong passwords impose: the rule alone [ACC-16]."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forprev.comptes.deadlines import Echec, attente_imposee, fin_d_attente, minutes_restantes

PARIS = ZoneInfo("Europe/Paris")
MIDI = datetime(2026, 11, 20, 12, tzinfo=PARIS)
MINUTE = timedelta(minutes=1)


class Compteur:
    """What the journal would hold for one key, latest first."""

    def __init__(self, seuil: int = 5) -> None:
        self.seuil = seuil
        self.echecs: list[Echec] = []

    def echouer(self, le: datetime) -> int:
        """One failure; the minutes of wait that it imposes."""
        assert fin_d_attente(self.echecs[: self.seuil], le=le) is None, "nothing is tried during a wait"
        attente = attente_imposee(self.echecs[: self.seuil], seuil=self.seuil, le=le)
        self.echecs.insert(0, Echec(le, attente))
        return attente // MINUTE

    def fin(self, le: datetime) -> datetime | None:
        return fin_d_attente(self.echecs[: self.seuil], le=le)


def cinq_echecs(compteur: Compteur, debut: datetime = MIDI) -> datetime:
    """Five failures, ten seconds apart; gives the end of the first wait."""
    for rang in range(5):
        compteur.echouer(debut + timedelta(seconds=10 * rang))
    fin = compteur.fin(debut + timedelta(seconds=40))
    assert fin is not None
    return fin


@pytest.mark.rule("ACC-16")
def test_le_cinquieme_echec_en_un_quart_d_heure_impose_une_minute():
    compteur = Compteur()
    assert [compteur.echouer(MIDI + 3 * rang * MINUTE) for rang in range(5)] == [0, 0, 0, 0, 1]
    assert compteur.fin(MIDI + 12.5 * MINUTE) == MIDI + 13 * MINUTE
    assert compteur.fin(MIDI + 13 * MINUTE) is None


@pytest.mark.rule("ACC-16")
def test_quatre_echecs_ou_cinq_plus_espaces_n_imposent_rien():
    compteur = Compteur()
    assert [compteur.echouer(MIDI + 3.75 * rang * MINUTE) for rang in range(20)] == [0] * 20


@pytest.mark.rule("ACC-16")
def test_chaque_echec_de_plus_double_l_attente_jusqu_a_quinze_minutes():
    compteur, attentes = Compteur(), []
    fin = cinq_echecs(compteur)
    for _ in range(7):
        attentes.append(compteur.echouer(fin))
        fin = compteur.fin(fin)
    assert attentes == [2, 4, 8, 15, 15, 15, 15]


@pytest.mark.rule("ACC-16")
@pytest.mark.parametrize(("repit", "attente"), [(14.9, 2), (15, 0), (60, 0)])
def test_un_quart_d_heure_calme_apres_l_attente_remet_a_zero(repit, attente):
    compteur = Compteur()
    fin = cinq_echecs(compteur)
    assert compteur.echouer(fin + repit * MINUTE) == attente


@pytest.mark.rule("ACC-16")
def test_apres_le_calme_il_faut_de_nouveau_cinq_echecs():
    compteur = Compteur()
    fin = cinq_echecs(compteur)
    assert [compteur.echouer(fin + (15 + rang) * MINUTE) for rang in range(5)] == [0, 0, 0, 0, 1]


@pytest.mark.rule("ACC-16")
def test_cent_echecs_pour_une_adresse():
    compteur = Compteur(seuil=100)
    assert [compteur.echouer(MIDI + timedelta(seconds=rang)) for rang in range(100)] == [0] * 99 + [1]


@pytest.mark.rule("ACC-16", "OPS-06")
@pytest.mark.parametrize("jour", [date(2026, 3, 29), date(2026, 10, 25)])
def test_une_minute_est_une_minute_au_changement_d_heure(jour):
    """At 2 o’clock in March it is 3; at 3 in October it is 2 again: the clock on the wall lies, the wait does not."""
    debut = datetime.combine(jour, time(1, 50), PARIS).astimezone(UTC)
    compteur = Compteur()
    for rang in range(5):
        compteur.echouer((debut + rang * 2 * MINUTE).astimezone(PARIS))
    ici = (debut + 8 * MINUTE).astimezone(PARIS)
    fin = compteur.fin(ici)
    assert fin == debut + 9 * MINUTE
    for minutes in (2, 4, 8):
        assert compteur.echouer(fin.astimezone(PARIS)) == minutes
        fin = compteur.fin(fin.astimezone(PARIS))
    assert fin == debut + (9 + 14) * MINUTE
    assert compteur.echouer((fin + 15 * MINUTE).astimezone(PARIS)) == 0


@pytest.mark.rule("ACC-16")
@pytest.mark.parametrize(("secondes", "minutes"), [(1, 1), (60, 1), (61, 2), (900, 15)])
def test_les_minutes_dites_ne_font_jamais_revenir_trop_tot(secondes, minutes):
    assert minutes_restantes(MIDI + timedelta(seconds=secondes), le=MIDI) == minutes


def selon_la_regle(instants: list[datetime], seuil: int) -> list[timedelta]:
    """The rule told from the first failure to the last, with nothing left out."""
    attentes, rang, fin, recents = [], 0, datetime.min.replace(tzinfo=UTC), []
    for instant in instants:
        if rang and instant >= fin + 15 * MINUTE:
            rang, recents = 0, []
        recents = [*(r for r in recents if instant - r < 15 * MINUTE), instant]
        rang = rang + 1 if rang or len(recents) >= seuil else 0
        attente = min(2 ** (rang - 1), 15) * MINUTE if rang else 0 * MINUTE
        fin = instant + attente
        attentes.append(attente)
    return attentes


@pytest.mark.rule("ACC-16")
@given(st.lists(st.integers(0, 1200), max_size=60), st.integers(1, 8))
def test_les_derniers_echecs_suffisent(ecarts, seuil):
    """What the last `seuil` lines tell is what the whole history tells."""
    compteur, le = Compteur(seuil), MIDI.astimezone(UTC)
    instants = []
    for secondes in ecarts:
        le += timedelta(seconds=secondes)
        le = compteur.fin(le) or le
        compteur.echouer(le)
        instants.append(le)
    assert [echec.attente for echec in reversed(compteur.echecs)] == selon_la_regle(instants, seuil)
