// What the list's rows need beside htmx. Without this file they are ordinary links and forms.
"use strict";

const boxes = () => document.querySelectorAll("tbody .tick input");
const all = document.querySelector(".tick--all input");
if (all) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
  });
}

// A row that is opened, saved or left stays ticked.
let ticked = new Set();
document.addEventListener("htmx:before:swap", (event) => {
  ticked = new Set([...boxes()].filter((box) => box.checked).map((box) => box.value));
  forgetReceipt(event.detail.ctx);
});
document.addEventListener("htmx:after:swap", () => {
  for (const box of boxes()) box.checked = ticked.has(box.value);
  goOn();
});

// What was said under a row stands until the row is saved again; then it is no longer so.
function forgetReceipt({ request, response, target }) {
  const below = target.nextElementSibling;
  if (request.method === "POST" && response.status === 200 && below?.matches(".row-said")) below.remove();
}

// «Lagre og gå til neste» opens the next row where it stands; its link leads there from anywhere.
function goOn() {
  const link = document.querySelector("[data-go]");
  if (!link) return;
  link.removeAttribute("data-go");
  const open = document.getElementById(link.dataset.next)?.querySelector("a.act");
  if (open) open.click();
  else window.location.assign(link.href);
}

// Escape leaves a row as it was.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.target.closest(".is-edited")?.querySelector("[data-cancel]")?.click();
});
