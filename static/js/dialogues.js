// Links with data-dialogue open the dialog of that id instead of the page that does the same; the page stays the way without script.
(() => {
  document.addEventListener("click", (e) => {
    if (!e.target.closest || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    const ouvrir = e.target.closest("[data-dialogue]");
    const dialogue = ouvrir && document.getElementById(ouvrir.dataset.dialogue);
    if (dialogue && dialogue.showModal) {
      e.preventDefault();
      dialogue.showModal();
      return;
    }
    const fermer = e.target.closest("[data-fermer-dialogue]");
    const ouvert = fermer && fermer.closest("dialog");
    if (ouvert) {
      e.preventDefault();
      ouvert.close();
    } else if (e.target.matches("dialog[open]")) {
      const r = e.target.getBoundingClientRect();
      const dedans = e.clientX >= r.left && e.clientX <= r.right && e.clientY >= r.top && e.clientY <= r.bottom;
      if (!dedans) e.target.close();
    }
  });
  const ouvrirCeuxQuiAttendent = (racine) => racine.querySelectorAll("dialog[data-ouverte]:not([open])").forEach((d) => d.showModal());
  ouvrirCeuxQuiAttendent(document);
  document.addEventListener("htmx:afterSettle", (e) => ouvrirCeuxQuiAttendent(e.target));
})();
