"""Files: written again they are replaced, removed twice they are gone."""

import pytest

from forprev.socle import files


@pytest.fixture(autouse=True)
def dossier(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_file_is_read_as_written_with_its_fingerprint():
    empreinte = files.deposer("sessions/a.pdf", b"contenu")
    assert empreinte == files.empreinte(b"contenu")
    assert files.lire("sessions/a.pdf") == b"contenu"


@pytest.mark.rule("SES-15")
def test_writing_again_leaves_one_file(dossier):
    files.deposer("sessions/a.pdf", b"un contenu plus long")
    files.deposer("sessions/a.pdf", b"court")
    assert files.lire("sessions/a.pdf") == b"court"
    assert [f.name for f in dossier.rglob("*") if f.is_file()] == ["a.pdf"]


@pytest.mark.rule("SES-16")
def test_removing_twice_is_no_error():
    files.deposer("sessions/a.pdf", b"contenu")
    files.supprimer("sessions/a.pdf")
    files.supprimer("sessions/a.pdf")
    with pytest.raises(FileNotFoundError):
        files.lire("sessions/a.pdf")


def test_only_the_owner_of_the_process_reads_the_files(dossier):
    files.deposer("sessions/a.pdf", b"contenu")
    assert (dossier / "sessions" / "a.pdf").stat().st_mode & 0o777 == 0o600
    assert (dossier / "sessions").stat().st_mode & 0o777 == 0o700


def test_a_storage_that_renames_instead_of_replacing_is_refused(monkeypatch):
    monkeypatch.setattr(files.default_storage, "save", lambda chemin, _: f"{chemin}_1")
    with pytest.raises(OSError, match="overwrite"):
        files.deposer("sessions/a.pdf", b"contenu")
