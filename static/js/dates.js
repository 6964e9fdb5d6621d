// Dates are typed as text (JJ/MM/AAAA): slashes come by themselves; data-calendrier adds a button that opens the native calendar.
(() => {
  document.addEventListener("input", (e) => {
    const c = e.target;
    if (!c.matches("[data-date]") || e.inputType !== "insertText" || c.selectionStart !== c.value.length) return;
    if (/^\d{2}(\/\d{2})?$/.test(c.value)) c.value += "/";
    c.value = c.value.replace("//", "/");
  });
  const equiper = (c) => {
    const modele = document.getElementById("bouton-calendrier");
    const natif = document.createElement("input");
    if (!modele || !natif.showPicker || c.dataset.equipe || c.disabled || c.readOnly) return;
    c.dataset.equipe = "1";
    Object.assign(natif, { type: "date", className: "date-native", tabIndex: -1 });
    natif.setAttribute("aria-hidden", "true");
    const bouton = modele.content.firstElementChild.cloneNode(true);
    bouton.addEventListener("click", () => {
      const [j, m, a] = c.value.split("/");
      natif.value = a ? `${a}-${m}-${j}` : "";
      natif.showPicker();
    });
    natif.addEventListener("change", () => {
      if (!natif.value) return;
      c.value = natif.value.split("-").reverse().join("/");
      for (const type of ["input", "change"]) c.dispatchEvent(new Event(type, { bubbles: true }));
      c.focus();
    });
    c.after(bouton, natif);
  };
  const tous = (racine) => racine.querySelectorAll("[data-calendrier]").forEach(equiper);
  tous(document);
  document.addEventListener("htmx:load", (e) => tous(e.target));
})();
