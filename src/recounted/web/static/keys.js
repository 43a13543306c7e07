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

let armed = null; // the decision that waits for its reason

/** Press what a key stands for on this page; whether there is such a thing. */
function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  const form = target.closest("form.decision");
  const reason = form && form.querySelector("input[name=why]");
  if (reason && target.tagName === "BUTTON" && !reason.value.trim()) {
    armed = target; // Enter in the reason takes this decision, not the first of the form
    reason.focus();
    return true;
  }
  target.click();
  if (key === "e") startMarking();
  return true;
}

/** Put the caret before the first figure of the question's text, or its first word, so that arrows mark words. */
function startMarking() {
  const text = document.querySelector("[data-select]");
  if (!text || !document.querySelector("details.marking[open]")) return;
  text.focus();
  document.getSelection().collapse(text.querySelector(".k-figure") || text, 0);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && armed && event.target.name === "why" && event.target.form === armed.form) {
    event.preventDefault();
    armed.click();
  }
  if (!event.target.closest || !event.target.closest("[data-select]") || !/^Arrow(Left|Right)$/.test(event.key)) return;
  event.preventDefault();
  document.getSelection().modify(event.shiftKey ? "extend" : "move", event.key === "ArrowRight" ? "forward" : "backward", "word");
});

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
    const fold = document.querySelector("#filters .more");
    if (fold && !search.checkVisibility()) fold.open = true; // on phones it lies in a fold
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

// Words that are marked in a question's text go into the form that was last used, else the first.
let correcting = null;
document.addEventListener("focusin", (event) => {
  correcting = event.target.closest("form.correct") || correcting;
});
document.addEventListener("selectionchange", () => {
  const said = document.getSelection();
  const text = said.anchorNode && said.anchorNode.parentElement && said.anchorNode.parentElement.closest("[data-select]");
  const open = document.querySelector("details.marking[open] form.correct");
  const words = said.toString().trim();
  const field = text && open && words && (correcting || open).querySelector("input[name=words]");
  if (field) field.value = words;
});

// Files that are dropped anywhere on the form are taken as if they were chosen.
document.addEventListener("dragover", (event) => {
  const form = document.querySelector("form:has([data-drop])");
  if (!form || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  form.classList.add("dropping");
});
for (const name of ["dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const form = document.querySelector("form.dropping");
    if (!form) return;
    if (name === "drop") {
      event.preventDefault();
      form.querySelector("[data-drop]").files = event.dataTransfer.files;
    }
    if (name === "drop" || !event.relatedTarget) form.classList.remove("dropping");
  });
}

// Escape hides the chain of speakers that is shown in a text, until something else is pointed at or focused.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.documentElement.classList.add("hush");
});
for (const name of ["mouseover", "focusin"]) {
  document.addEventListener(name, () => document.documentElement.classList.remove("hush"));
}

document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("keys-off").checked = off();
  const open = document.querySelector(".claims > li.on");
  const clause = document.querySelector(".text .clause");
  if (open && clause && !location.hash) clause.scrollIntoView({ block: "center" });
});
