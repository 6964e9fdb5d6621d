// The whole row opens the line; its link stays the only one for the keyboard. A selection of text or another control is left alone.
(() => {
  const cible = (e) => {
    const ligne = e.target.closest && e.target.closest("tr");
    const lien = ligne && ligne.querySelector("a.lien-ligne");
    if (!lien || e.target.closest("a, button, input, label, select, summary")) return null;
    return String(getSelection()) ? null : lien;
  };
  document.addEventListener("click", (e) => {
    const lien = cible(e);
    if (!lien) return;
    if (e.ctrlKey || e.metaKey) open(lien.href);
    else lien.click();
  });
  document.addEventListener("auxclick", (e) => {
    const lien = e.button === 1 && cible(e);
    if (lien) open(lien.href);
  });
})();
