// The trainer's check: « Tous en réussite » marks without a round trip, and the running count follows every mark.
(() => {
  const formulaire = document.getElementById("controle");
  if (!formulaire) return;
  const lignes = () => [...formulaire.querySelectorAll(".resultat-choix")];
  const decompte = formulaire.querySelector("[data-decompte]");
  const onglet = formulaire.querySelector(".onglet[aria-current] .onglet-compteur");
  const compter = () => {
    const marques = lignes().filter((ligne) => ligne.querySelector("input:checked")).length;
    decompte.textContent = `${marques}\u00a0${marques < 2 ? "résultat" : "résultats"} sur ${decompte.dataset.decompte}`;
    onglet.textContent = `${marques}/${decompte.dataset.decompte}`;
  };
  const pardonner = (ligne) => {
    ligne.removeAttribute("data-invalide");
    ligne.querySelector(".resultat-choix").removeAttribute("aria-describedby");
    ligne.querySelector(".resultat-erreur")?.remove();
  };
  formulaire.addEventListener("change", (e) => {
    const ligne = e.target.closest(".resultat");
    if (!ligne) return;
    pardonner(ligne);
    compter();
  });
  formulaire.addEventListener("click", (e) => {
    const tous = e.target.closest("[data-tous]");
    if (!tous) return;
    e.preventDefault();
    for (const choix of lignes()) choix.querySelector(`input[value="${tous.dataset.tous}"]`).checked = true;
    formulaire.querySelectorAll(".resultat[data-invalide]").forEach(pardonner);
    formulaire.dataset.modifie = "";
    compter();
  });
})();
