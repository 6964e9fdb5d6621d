from datetime import timedelta

import pytest

from forprev.courriels.deadlines import delai_avant_nouvel_essai


@pytest.mark.rule("NOT-05")
def test_une_cinq_quinze_soixante_minutes_puis_toutes_les_heures_pendant_48_heures():
    delais = [delai_avant_nouvel_essai(essais) for essais in range(1, 60)]
    minutes = [int(delai / timedelta(minutes=1)) for delai in delais if delai is not None]
    assert minutes[:4] == [1, 5, 15, 60]
    assert set(minutes[4:]) == {60}
    assert sum(minutes[4:]) == 48 * 60
    assert delais[len(minutes) :] == [None] * (len(delais) - len(minutes))


def test_aucun_delai_avant_le_premier_essai():
    with pytest.raises(ValueError, match="no try"):
        delai_avant_nouvel_essai(0)
