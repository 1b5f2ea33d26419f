// «Kopier» beside an address. Without this file the address is selected and copied by hand.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    document.getElementById(button.dataset.told).textContent = "Lenken er kopiert.";
  });
}
