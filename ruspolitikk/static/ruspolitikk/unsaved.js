// Asks before text that was typed would go. Without this file every page works as before.
"use strict";

const UNREAD = ["hidden", "submit", "button", "file"];
let sent = null; // the form that is on its way

function fieldChanged(field) {
  if (!field.name || UNREAD.includes(field.type)) return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) {
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(first, 0);
  }
  return field.value !== field.defaultValue;
}

// What is sent and comes back with a fault is not saved either.
function isChanged(form) {
  if (form === sent || form.dataset.discarded || form.querySelector("[type=password]")) return false;
  return form.querySelector(".field--error") !== null || [...form.elements].some(fieldChanged);
}

const changedForms = () => [...document.querySelectorAll("main form[method=post]")].filter(isChanged);

document.addEventListener("submit", (event) => (sent = event.target));
document.addEventListener("input", () => (sent = null));
window.addEventListener("beforeunload", (event) => {
  if (changedForms().length) event.preventDefault();
});

// A form that has a question of its own (a row of the list) asks in words, where it stands: when it is
// left, and when the page is.
function ask(form) {
  const question = form.querySelector("template[data-unsaved]");
  if (!form.querySelector("[data-asks]")) question.before(question.content.cloneNode(true));
  form.querySelector("[data-asks]").scrollIntoView({ block: "nearest" });
}

function leavesThePage(target) {
  const link = target.closest("a[href]");
  if (link) return !link.hasAttribute("hx-get") && !link.getAttribute("href").startsWith("#");
  return target.closest("button")?.form?.method === "get";
}

document.addEventListener(
  "click",
  (event) => {
    const asking = changedForms().filter((form) => form.querySelector("template[data-unsaved]"));
    const own = event.target.closest("[data-cancel]")?.closest("form");
    const [form] = own ? asking.filter((each) => each === own) : leavesThePage(event.target) ? asking : [];
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form);
  },
  true,
);
document.addEventListener("click", (event) => {
  if (!event.target.matches("[data-discard]")) return;
  const form = event.target.closest("form");
  form.reset();
  form.dataset.discarded = "true";
  form.querySelector("[data-cancel]")?.click();
});
