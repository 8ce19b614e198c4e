(() => {
  "use strict";
  const form = document.getElementById("filters");
  const status = document.getElementById("shown");
  const kinds = ["category", "origin"];
  const boxes = (kind) => [...form.querySelectorAll(`[data-filter="${kind}"] input`)];

  // A thing is shown where one of its categories, and one of its origins, is chosen; what has none is always shown.
  const apply = () => {
    const chosen = {};
    for (const kind of kinds) {
      chosen[kind] = new Set(boxes(kind).filter((box) => box.checked).map((box) => box.value));
    }
    const seen = new Set();
    const all = new Set();
    for (const thing of document.querySelectorAll("main [data-category], main [data-origin]")) {
      const out = kinds.some((kind) => {
        const keys = thing.dataset[kind];
        return keys !== undefined && ![keys, ...keys.split("|")].some((key) => chosen[kind].has(key));
      });
      thing.classList.toggle("filtered", out);
      if (thing.matches("mark[id]")) {
        all.add(thing.id);
        if (!out) seen.add(thing.id);
      }
    }
    // A heading counts what waits below it; beside it stands how many of them are shown.
    for (const count of document.querySelectorAll(".findings .count")) {
      const found = [...count.closest("section").querySelectorAll("article")];
      const left = found.filter((each) => !each.classList.contains("filtered")).length;
      if (left === found.length) delete count.dataset.shown;
      else count.dataset.shown = ` (${left} shown)`;
    }
    const words = seen.size === all.size ? `All ${all.size}` : `${seen.size} of ${all.size}`;
    status.textContent = `${words} marked numbers are shown.`;
  };

  // A browser opens what is folded around the target of a link; what it leaves closed is opened here.
  const reveal = (id) => {
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const mark = target.closest("mark");
    if (!mark) return;
    (mark.querySelector("a") || mark).focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
    mark.classList.remove("flash");
    void mark.getBoundingClientRect();
    mark.classList.add("flash");
    setTimeout(() => mark.classList.remove("flash"), 1700);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const address = link && link.getAttribute("href");
    // After the browser has followed the link, which moves the focus itself.
    if (address && address.startsWith("#")) setTimeout(() => reveal(address.slice(1)), 0);
  });
  window.addEventListener("hashchange", () => reveal(location.hash.slice(1)));

  // A citation is whole when it is copied; on the page what is the report's stands once.
  for (const item of document.querySelectorAll(".citations li")) {
    const [claim, quote, place] = ["b", "q", "a, span"].map((each) => item.querySelector(each));
    const shared = item.parentElement.previousElementSibling.querySelector("span");
    const words = `${claim.textContent}, ${shared.textContent}, ${place.textContent}: "${quote.textContent}"`;
    const mark = place.hash && document.querySelector(`${place.hash} a, a[href="#${item.id}"]`);
    if (mark) mark.title = claim.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "copy";
    button.setAttribute("aria-label", `Copy the citation of ${place.textContent}, ${claim.textContent}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(words);
      button.textContent = "copied";
    });
    item.append(" ", button);
  }

  form.addEventListener("change", apply);
  form.addEventListener("click", (event) => {
    const all = event.target.dataset.all;
    if (all === undefined) return;
    for (const box of event.target.closest("fieldset").querySelectorAll("input")) box.checked = all === "true";
    apply();
  });
  form.hidden = false;
  if (location.hash) reveal(location.hash.slice(1));
})();
