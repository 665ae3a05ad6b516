"use strict";
(() => {
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));

  // What a link or the address names is opened.
  const reveal = () => {
    const place = location.hash && document.getElementById(location.hash.slice(1));
    if (!place) return;
    for (let at = place; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const own = place.querySelector(":scope > details");
    if (own) own.open = true;
    place.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Up and down go from row to row.
  const rows = () => all(".ladder summary").filter((each) => each.offsetParent !== null);
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches || !event.target.matches(".ladder summary")) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const list = rows();
    const next = list[list.indexOf(event.target) + step];
    if (!next) return;
    next.focus();
    event.preventDefault();
  });

  // A field and its bytes are marked together.
  const mark = (event, on) => {
    const part = event.target.closest && event.target.closest("[data-f]");
    const panel = part && part.closest(".panel");
    if (!panel) return;
    for (const each of all(`[data-f="${part.dataset.f}"]`, panel)) each.classList.toggle("on", on);
  };
  document.addEventListener("mouseover", (event) => mark(event, true));
  document.addEventListener("mouseout", (event) => mark(event, false));

  // Everything of a part at once.
  for (const heading of all("h2")) {
    const details = all("details", heading.parentElement);
    if (details.length < 2) continue;
    const button = document.createElement("button");
    const name = () => (details.every((each) => each.open) ? "Close all" : "Open all");
    button.type = "button";
    button.textContent = name();
    button.addEventListener("click", () => {
      const open = !details.every((each) => each.open);
      for (const each of details) each.open = open;
      button.textContent = name();
    });
    heading.after(button);
  }
  document.documentElement.dataset.ready = "yes";
})();
