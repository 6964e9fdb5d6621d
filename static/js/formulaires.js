// A form is sent once: its buttons wait for the answer. Forms with data-garde warn before unsaved changes are left.
(() => {
  const marquer = (formulaire, bouton) => {
    formulaire.dataset.envoye = "";
    setTimeout(() => {
      for (const b of formulaire.elements) if (b.type === "submit") b.disabled = true;
      if (!bouton) return;
      bouton.setAttribute("aria-busy", "true");
      if (bouton.dataset.enCours) {
        bouton.dataset.libelle = bouton.textContent;
        bouton.textContent = bouton.dataset.enCours;
      }
    });
  };
  const liberer = (formulaire) => {
    if (!("envoye" in formulaire.dataset)) return;
    delete formulaire.dataset.envoye;
    for (const b of formulaire.elements) {
      if (b.type !== "submit") continue;
      b.disabled = false;
      b.removeAttribute("aria-busy");
      if (b.dataset.libelle) b.textContent = b.dataset.libelle;
    }
  };
  document.addEventListener("submit", (e) => {
    const f = e.target;
    if (f.method !== "post" || "sansGarde" in f.dataset || f.target === "_blank") return;
    if ("envoye" in f.dataset) return e.preventDefault();
    delete f.dataset.modifie;
    marquer(f, e.submitter);
  });
  document.addEventListener("htmx:afterRequest", (e) => {
    const f = e.target.closest && e.target.closest("form");
    if (f) liberer(f);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-envoye]").forEach(liberer));

  document.addEventListener("input", (e) => {
    const f = e.target.form;
    if (f && "garde" in f.dataset) f.dataset.modifie = "";
  });
  window.addEventListener("beforeunload", (e) => {
    if (document.querySelector("form[data-modifie]")) e.preventDefault();
  });
})();
