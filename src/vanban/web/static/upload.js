// Comfort only: files dropped on the form, a bar while they are sent, and a page of a build that keeps itself up to date.
"use strict";

const form = document.getElementById("upload");
if (form) {
  const drop = document.getElementById("drop");
  const status = document.getElementById("status");
  const bar = document.getElementById("sent");
  const dropped = [];
  drop.querySelector(".comfort").hidden = false;

  const say = (words, n) => { status.textContent = words.replace("{n}", n); };

  // The files of what was dropped, with those in folders, each with its path.
  async function collect(entry, files) {
    if (entry.isFile) {
      files.push([await new Promise((found, failed) => entry.file(found, failed)), entry.fullPath.slice(1)]);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((found, failed) => reader.readEntries(found, failed));
      if (!some.length) return;
      for (const one of some) await collect(one, files);
    }
  }

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    for (const entry of entries) await collect(entry, dropped);
    say(form.dataset.chosen, dropped.length);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData();
    if (form.elements.replace.checked) data.append("replace", "yes");
    const chosen = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    const files = [...dropped, ...chosen.map((file) => [file, file.webkitRelativePath || file.name])];
    for (const [file, path] of files) data.append("files", file, path);
    const request = new XMLHttpRequest();
    const button = form.querySelector("button");
    const failed = (words) => { say(words, ""); status.className = "note bad"; bar.hidden = true; button.disabled = false; };
    request.upload.addEventListener("progress", (sent) => { bar.hidden = false; bar.value = sent.loaded / sent.total; });
    request.addEventListener("error", () => failed(form.dataset.failed));
    request.addEventListener("load", () => {
      if (request.status < 400) { location.assign(request.responseURL); return; }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      failed((page.querySelector(".note") || page.querySelector("h1"))?.textContent || form.dataset.failed);
    });
    button.disabled = true;
    status.className = "";
    say(form.dataset.sending, files.length);
    request.open("POST", form.action);
    request.send(data);
  });
}

// While a build runs its page is asked for again.
async function follow() {
  const shown = document.getElementById("build");
  if (!shown || shown.dataset.over === "yes") return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("build");
    if (fresh && fresh.outerHTML !== shown.outerHTML) shown.replaceWith(document.adoptNode(fresh));
  } catch { /* the next time */ }
  setTimeout(follow, 1500);
}
setTimeout(follow, 1000);
