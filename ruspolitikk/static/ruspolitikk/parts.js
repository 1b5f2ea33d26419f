// An answer that is not the part of the page that was asked for (a log-in page, a page that one was led
// to, a server's error) never takes its place, so that what was typed stays where it stands.
"use strict";

const A_PART = [200, 204, 409, 422]; // 204 leads to another page, by its own header

function lost(event) {
  const ctx = event.detail.ctx;
  const response = ctx?.response;
  if (response && !response.raw.redirected && A_PART.includes(response.status)) return;
  event.preventDefault();
  const notice = document.querySelector("#said");
  if (!notice) return follow(ctx?.sourceElement);
  notice.textContent = ctx?.sourceElement?.dataset.lost ?? notice.dataset.lost;
  notice.className = "message message--error";
  notice.scrollIntoView({ block: "nearest" });
}

// Where nothing else on the page says it, a link leads to the page that says what is wrong.
function follow(element) {
  if (element?.href) window.location.assign(element.href);
}

document.addEventListener("htmx:before:response", lost);
document.addEventListener("htmx:error", lost);

// A part that an address opens comes with a fragment, and browsers then heed no autofocus. Whoever
// presses «Rapporter» before these scripts have come is led there too.
window.addEventListener("load", () => {
  if (window.location.hash) document.querySelector("[autofocus]")?.focus();
});
