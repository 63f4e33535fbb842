"use strict";
const box = document.getElementById("search"), found = document.getElementById("found"), main = document.querySelector("main");
const root = document.body.dataset.root;

function search() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  found.hidden = words.length === 0;
  main.hidden = words.length > 0;
  found.replaceChildren();
  if (!words.length) return;
  const hits = [];
  for (const [set, option, page, summary] of window.kixOptions) {
    const name = (set + " " + option).toLowerCase(), text = summary.toLowerCase();
    let score = 0;
    for (const word of words) {
      if (name.split(/[\s.]/).includes(word)) score += 4;
      else if (name.includes(word)) score += 2;
      else if (text.includes(word)) score += 1;
      else { score = 0; break; }
    }
    if (score) hits.push([score, set, option, page, summary]);
  }
  hits.sort((a, b) => b[0] - a[0] || a[2].length - b[2].length || (a[1] + a[2] < b[1] + b[2] ? -1 : 1));
  for (const [, set, option, page, summary] of hits.slice(0, 100)) {
    const item = document.createElement("li"), link = document.createElement("a"), note = document.createElement("small");
    link.href = root + page;
    link.textContent = set + ": " + option;
    link.onclick = () => { box.value = ""; search(); };
    note.textContent = summary;
    item.append(link, note);
    if (!found.firstChild) item.className = "first";
    found.append(item);
  }
  if (!hits.length) found.append(Object.assign(document.createElement("li"), { textContent: "Nothing found." }));
}
box.addEventListener("input", search);
// Enter opens the first that was found, Escape clears, and "/" leads here from anywhere.
box.addEventListener("keydown", event => {
  if (event.key === "Enter") found.querySelector("a")?.click();
  if (event.key === "Escape") { box.value = ""; search(); }
});
document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== box) { event.preventDefault(); box.focus(); }
});
// What the box still says after "back" or a reload is searched again.
search();
