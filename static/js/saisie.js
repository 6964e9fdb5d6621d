// Entry that answers while one types: what is typed during a round trip is never lost, and a comment waits for « Soumettre ».
(() => {
  // The server draws the fields again as it received them: text typed since then goes back into them, and is sent in its turn.
  const textes = "input[type=text], input:not([type]), textarea";
  let tapes = [];
  document.addEventListener("htmx:beforeSwap", (e) => {
    if (!e.target.matches("[data-saisie-vivante]")) return;
    const envoyes = e.detail.requestConfig.parameters;
    tapes = [...e.target.querySelectorAll(textes)]
      .filter((c) => typeof envoyes[c.name] === "string" && c.value !== envoyes[c.name])
      .map((c) => ({ nom: c.name, valeur: c.value, de: c.selectionStart, a: c.selectionEnd }));
  });
  document.addEventListener("htmx:afterSwap", (e) => {
    if (!e.target.matches("[data-saisie-vivante]")) return;
    for (const { nom, valeur, de, a } of tapes) {
      const c = e.target.querySelector(`[name="${nom}"]`);
      if (!c) continue;
      c.value = valeur;
      if (c === document.activeElement) c.setSelectionRange(de, a);
      c.dispatchEvent(new Event("input", { bubbles: true }));
    }
    tapes = [];
  });

  // A comment typed beside one tab is still there beside the next, in this browser tab only, until it is sent.
  const cle = (c) => `forprev-${c.dataset.memoire}`;
  document.querySelectorAll("[data-memoire]").forEach((c) => {
    if (!c.value) c.value = sessionStorage.getItem(cle(c)) || "";
  });
  document.addEventListener("input", (e) => {
    if (e.target.matches("[data-memoire]")) sessionStorage.setItem(cle(e.target), e.target.value);
  });
  document.addEventListener("submit", (e) => {
    if (!e.submitter || e.submitter.name !== "soumettre") return;
    for (const c of e.target.elements) if (c.matches("[data-memoire]")) sessionStorage.removeItem(cle(c));
  });
})();
