// Comfort only: every page works without this.
"use strict";

// Filters apply as soon as they are chosen.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// "/" goes to the search box, as on other sites.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.querySelector("input[type=search]")?.focus();
  }
});

// A fact's values open when its sign in the text is followed.
function reveal() {
  const chosen = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = chosen; at; at = at.parentElement) {
    if (at.tagName === "DETAILS") at.open = true;
  }
  chosen?.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", reveal);
if (location.hash) reveal();
