// Says some minutes before it happens that one will be logged out. Without this file nothing is lost
// either: what is sent when the session is gone is kept.
"use strict";

const box = document.querySelector("#session");
const WARNED_BEFORE = 5 * 60 * 1000;
const ENDS = "ruspolitikk.session.ends"; // shared by the tabs of a browser
let ends = 0;
let isLast = false;
let asked = Date.now();
let before = null; // what was in focus before the button here was

function livesFor(seconds, last) {
  ends = Date.now() + seconds * 1000;
  isLast = last;
  localStorage.setItem(ENDS, JSON.stringify([ends, isLast]));
  say();
}

// One sentence at a time: soon, last (asking makes it no later), over.
function say() {
  const left = ends - Date.now();
  const which = left > WARNED_BEFORE ? "" : left <= 0 ? "over" : isLast ? "last" : "soon";
  if (box.dataset.says === which) return;
  box.dataset.says = which;
  const template = box.querySelector(`template[data-when="${which}"]`);
  const live = box.querySelector("[role=status]");
  if (live.contains(document.activeElement)) before?.focus();
  live.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
  const at = live.querySelector("time");
  if (!at) return;
  const clock = new Date(ends).toLocaleTimeString("nb", { hour: "2-digit", minute: "2-digit" });
  at.textContent = clock.replace(":", ".");
}

// Any request makes the session live on.
async function stay() {
  asked = Date.now();
  const response = await fetch(box.dataset.address).catch(() => null);
  if (!response) return;
  if (response.redirected || !response.ok) return livesFor(0, false);
  const { seconds, last } = await response.json();
  livesFor(seconds, last);
}

livesFor(Number(box.dataset.seconds), "last" in box.dataset);
setInterval(say, 10 * 1000);
box.addEventListener("click", (event) => {
  if (event.target.closest("button")) stay();
});
// Somebody who types is here.
document.addEventListener("input", () => {
  if (Date.now() - asked > WARNED_BEFORE && Date.now() < ends) stay();
});
document.addEventListener("focusin", (event) => {
  if (!box.contains(event.target)) before = event.target;
});
window.addEventListener("storage", (event) => {
  if (event.key !== ENDS || !event.newValue) return;
  [ends, isLast] = JSON.parse(event.newValue);
  say();
});
