// Decisions from the keyboard: a key presses what carries it in data-key. Nothing happens while somebody types.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("textarea")) target.focus();
  else target.click();
  target.closest("details[open]")?.querySelector("textarea, input:not([type=hidden])")?.focus();
});
