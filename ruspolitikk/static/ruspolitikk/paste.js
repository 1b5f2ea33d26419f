// A table that is pasted from Word, Excel or another page brings its cells, merged ones and bullets
// too, as HTML. It is sent in the hidden field that the text area names, and is never shown; what is
// written in the text afterwards counts alone. Without this file tabs and lines part the cells.
"use strict";

for (const area of document.querySelectorAll("textarea[data-html-in]")) {
  const html = document.getElementById(area.dataset.htmlIn);
  area.addEventListener("input", () => {
    html.value = "";
  });
  area.addEventListener("paste", (event) => {
    const replacesAll = area.selectionStart === 0 && area.selectionEnd === area.value.length;
    const pasted = replacesAll ? event.clipboardData.getData("text/html") : "";
    const page = new DOMParser().parseFromString(pasted, "text/html");
    if (!page.querySelector("table")) return;
    for (const part of page.querySelectorAll("style, script")) part.remove();
    // The text comes after this event, and empties the field as all writing does.
    setTimeout(() => {
      html.value = page.body.innerHTML;
    });
  });
}
