// Keys of the device: the button of a form data-cle="creer|prouver" lets the browser make or use one, then sends the form.
(() => {
  const preparer = (formulaire) => {
    if (!window.webauthnJSON || !window.webauthnJSON.supported()) return;
    const bouton = formulaire.querySelector("[data-cle-bouton]");
    if (!bouton) return;
    const echec = formulaire.querySelector("[data-cle-echec]");
    const absente = formulaire.querySelector("[data-cle-absente]");
    const options = JSON.parse(document.getElementById("options-cle").textContent);
    const demander = formulaire.dataset.cle === "creer" ? window.webauthnJSON.create : window.webauthnJSON.get;
    bouton.hidden = false;
    if (absente) absente.hidden = true;
    bouton.addEventListener("click", async () => {
      echec.hidden = true;
      try {
        formulaire.elements.credential.value = JSON.stringify(await demander(options));
        formulaire.requestSubmit();
      } catch {
        echec.hidden = false;
      }
    });
  };
  const tout = () => document.querySelectorAll("form[data-cle]").forEach(preparer);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tout);
  else tout();
})();
