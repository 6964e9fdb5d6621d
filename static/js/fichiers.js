// A file too heavy is said before it is sent: data-poids-max (bytes) and data-trop-lourd (what to say) on its field.
(() => {
  document.addEventListener("change", (e) => {
    const c = e.target;
    if (!c.matches('input[type="file"][data-poids-max]')) return;
    const id = `${c.id}_lourd`;
    document.getElementById(id)?.remove();
    if (![...c.files].some((f) => f.size > Number(c.dataset.poidsMax))) return;
    const mot = document.createElement("p");
    Object.assign(mot, { id, className: "champ-erreur", textContent: c.dataset.tropLourd });
    mot.setAttribute("role", "alert");
    c.closest(".champ-controle").after(mot);
    c.value = "";
  });
})();
