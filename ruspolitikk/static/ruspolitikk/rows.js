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
document.addEventListener("htmx:before:swap", () => {
  ticked = new Set([...boxes()].filter((box) => box.checked).map((box) => box.value));
});
document.addEventListener("htmx:after:swap", () => {
  for (const box of boxes()) box.checked = ticked.has(box.value);
});

// Escape leaves a row as it was.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.target.closest(".is-edited")?.querySelector("[data-cancel]")?.click();
});

// An answer that is not a row (a log-in page, a server's error) never takes the place of one, so
// that what was typed stays where it stands.
function lost(event) {
  const response = event.detail.ctx?.response;
  if (response && !response.raw.redirected && response.status < 500 && response.status !== 403) return;
  event.preventDefault();
  const notice = document.querySelector("#said");
  notice.textContent = notice.dataset.lost;
  notice.className = "message message--error";
  notice.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:before:response", lost);
document.addEventListener("htmx:error", lost);
