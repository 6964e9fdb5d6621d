// Where the keyboard and the voice go: to the summary of errors, to what a swap brought, to a plain word when the network fails.
(() => {
  const annoncer = (texte) => {
    const zone = document.getElementById("annonces");
    if (!zone || zone.dataset.dit === texte) return;
    zone.dataset.dit = texte;
    zone.textContent = "";
    setTimeout(() => (zone.textContent = texte), 50);
  };
  const viser = (racine) => {
    const cible = racine.querySelector(".resume-erreurs, [data-foyer]");
    if (cible) cible.focus();
    return cible;
  };
  viser(document);
  const onglet = document.querySelector(".onglet[aria-current]");
  if (onglet) onglet.closest(".onglets").scrollLeft = onglet.offsetLeft - 48;
  document.addEventListener("htmx:afterSettle", (e) => {
    const zone = e.target;
    if (viser(zone)) return;
    const dit = zone.matches("[data-annonce]") ? zone : zone.querySelector("[data-annonce]");
    if (dit) annoncer((dit.dataset.annonce || dit.textContent).trim());
  });
  const echec = () => annoncer("La page n’a pas pu être mise à jour. Vérifiez votre connexion, puis rechargez la page.");
  document.addEventListener("htmx:sendError", echec);
  document.addEventListener("htmx:responseError", echec);
})();
