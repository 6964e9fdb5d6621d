"""French typography of everything a user reads; `python -m tests.maison.typographie --corriger` puts it right.

An apostrophe is ’; a no-break space stands before : (wide) and ; ? ! » (narrow), after «; a wide one after n°.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
LARGE, FINE = "\u00a0", "\u202f"
_LETTRE = r"[A-Za-zÀ-ÖØ-öø-ÿœŒ]"
_REGLES = (
    (re.compile(rf"(?<={_LETTRE})'(?={_LETTRE})"), "’"),
    (re.compile(r"(?<=[^\s=<>]) (?=:(?:\s|$|[\"'<{\ue000]))"), LARGE),
    (re.compile(r"(?<=[^\s=<>|&]) (?=[;?!»](?:[\s\"'<.,)\ue000]|$))"), FINE),
    (re.compile(r"(?<=«) (?=\S)"), FINE),
    (re.compile(rf"(?<=[nN]°)[ {FINE}](?=\S)"), LARGE),
)
_GABARIT = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<script.*?</script>|<!--.*?-->|<style.*?</style>", re.DOTALL)
_COMMENTAIRE = re.compile(r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)
# An attribute whose value is code, not text.
_CODE = re.compile(r"\s(?:hx-[\w-]+|data-[\w-]+|class|href|url|content|d|:[\w-]+)=(?:\"[^\"]*\"|'[^']*')")
_FRANCAIS = re.compile(r"[éèêàçùôîœ’]|\b(?:le|la|les|un|une|des|de|du|vous|votre|est|pas|et|sur|au)\b", re.IGNORECASE)


def corriger(texte: str) -> str:
    """The text with its apostrophes and no-break spaces put right."""
    for faute, juste in _REGLES:
        texte = faute.sub(juste, texte)
    return texte


def corriger_gabarit(texte: str) -> str:
    """A template put right, its code left alone."""
    morceaux: list[str] = []

    def garder(trouve: re.Match[str]) -> str:
        morceaux.append(trouve.group())
        return f"\ue000{len(morceaux) - 1}\ue001"

    abrite = _CODE.sub(garder, _GABARIT.sub(garder, _COMMENTAIRE.sub(garder, texte)))
    corrige = corriger(abrite)
    while "\ue000" in corrige:
        corrige = re.sub("\ue000(\\d+)\ue001", lambda t: morceaux[int(t.group(1))], corrige)
    return corrige


def corriger_python(source: str) -> str:
    """A module with its French strings put right; docstrings and code are left alone."""
    docstrings = {noeud.lineno for noeud in _docstrings(ast.parse(source))}
    lignes = source.splitlines(keepends=True)
    for jeton in reversed(list(tokenize.generate_tokens(io.StringIO(source).readline))):
        if jeton.type != tokenize.STRING or jeton.start[0] in docstrings or jeton.start[0] != jeton.end[0]:
            continue
        prefixe = jeton.string.split(jeton.string.rstrip()[-1])[0].lower()
        if "r" in prefixe or "b" in prefixe or not _FRANCAIS.search(jeton.string):
            continue
        ligne, (debut, fin) = jeton.start[0] - 1, (jeton.start[1], jeton.end[1])
        lignes[ligne] = lignes[ligne][:debut] + _corriger_chaine(jeton.string) + lignes[ligne][fin:]
    return "".join(lignes)


def _corriger_chaine(chaine: str) -> str:
    """A literal put right but for its quotes; the escapes of no-break spaces are already right."""
    ouvrant = re.match(r"[a-zA-Z]*(\"\"\"|'''|\"|')", chaine)
    assert ouvrant
    taille = len(ouvrant.group(1))
    return chaine[: ouvrant.end()] + corriger(chaine[ouvrant.end() : -taille]) + chaine[-taille:]


def _docstrings(arbre: ast.AST) -> Iterator[ast.Expr]:
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Expr) and isinstance(noeud.value, ast.Constant) and isinstance(noeud.value.value, str):
            yield noeud


def fichiers() -> Iterator[Path]:
    """The modules and templates whose text a user reads."""
    yield from sorted(p for p in (RACINE / "forprev").rglob("*.py") if "migrations" not in p.parts)
    yield from sorted((RACINE / "templates").rglob("*.html"))
    yield from sorted((RACINE / "templates").rglob("*.txt"))


def corrige(chemin: Path) -> str:
    texte = chemin.read_text()
    return corriger_python(texte) if chemin.suffix == ".py" else corriger_gabarit(texte)


def fautifs() -> list[str]:
    """The faulty lines, « path:line »."""
    fautes = []
    for source in fichiers():
        avant, apres = source.read_text().splitlines(), corrige(source).splitlines()
        nom = source.relative_to(RACINE)
        fautes += [f"{nom}:{n}: {a.strip()}" for n, (a, b) in enumerate(zip(avant, apres, strict=True), 1) if a != b]
    return fautes


if __name__ == "__main__":
    if "--corriger" in sys.argv:
        for chemin in fichiers():
            juste = corrige(chemin)
            if juste != chemin.read_text():
                chemin.write_text(juste)
    else:
        sys.stdout.write("\n".join(fautifs()) + "\n")
