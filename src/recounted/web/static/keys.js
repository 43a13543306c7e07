// Keys and small comforts; every page works without this file.
"use strict";

const off = () => localStorage.getItem("keys") === "off";
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const dialog = () => document.getElementById("keys");
let going = false;

/** Rows, claims or questions that j and k walk through. */
function stops() {
  return [...document.querySelectorAll(".inc .where a, .claims > li > .no")];
}

/** Move the focus by one stop. */
function walk(by) {
  const all = stops();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const to = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))];
  to.focus();
  to.scrollIntoView({ block: "nearest" });
}

/** Press what a key stands for on this page; whether there is such a thing. */
function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  const form = target.closest("form.decision");
  const reason = form && form.querySelector("input[name=why]");
  if (reason && target.tagName === "BUTTON" && !reason.value.trim()) {
    reason.focus(); // a decision needs its reason first
    return true;
  }
  target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (off() && event.key !== "?") return;
  if (going) {
    going = false;
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) link.click();
    return;
  }
  if (event.key === "g") going = true;
  else if (event.key === "?") dialog().showModal();
  else if (event.key === "/") {
    const search = document.querySelector("input[type=search]");
    if (!search) return;
    search.focus();
    event.preventDefault();
  } else if (event.key === "u") {
    const undo = document.querySelector("[data-undo]");
    if (undo) undo.click();
  } else if (press(event.key)) event.preventDefault();
  else if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
});

document.addEventListener("change", (event) => {
  if (event.target.id === "keys-off") localStorage.setItem("keys", event.target.checked ? "off" : "on");
  const kind = event.target.dataset.kind;
  if (kind) document.querySelectorAll(".text").forEach((text) => text.classList.toggle(`hide-${kind}`, !event.target.checked));
});

// Words that are marked in a question's text are offered as the words of the figure that is being corrected.
document.addEventListener("selectionchange", () => {
  const said = document.getSelection();
  const text = said.anchorNode && said.anchorNode.parentElement && said.anchorNode.parentElement.closest("[data-select]");
  const open = document.querySelector("details.marking[open]");
  const words = said.toString().trim();
  if (text && open && words) {
    const active = open.querySelector("form.correct:focus-within input[name=words]") || open.querySelector("input[name=words]");
    if (active) active.value = words;
  }
});

document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("keys-off").checked = off();
  const open = document.querySelector(".claims > li.on");
  const clause = document.querySelector(".text .clause");
  if (open && clause && !location.hash) clause.scrollIntoView({ block: "center" });
});
