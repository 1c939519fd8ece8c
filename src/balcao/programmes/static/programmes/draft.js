// An application is saved as it is typed. What another device wrote meanwhile is shown, and the person chooses.
"use strict";
(() => {
  const form = document.getElementById("draft");
  const status = form.querySelector("[data-status]");
  const revision = form.elements.revision;
  const waiting = new Set();
  let timer = 0;
  let busy = false;
  form.querySelector("[data-plain]").hidden = true;

  const valueOf = (name) => {
    const field = form.elements[name];
    if (field.type === "checkbox") return field.checked ? field.value : "";
    return field.value;
  };
  const say = (text) => { status.textContent = text; };

  async function save() {
    if (busy || !waiting.size) return;
    busy = true;
    const names = [...waiting];
    waiting.clear();
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("revision", revision.value);
    for (const name of names) data.set(name, valueOf(name));
    say(form.dataset.saving);
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "error" });
      const told = await answer.json();
      if (answer.status === 409 && told.theirs) {
        revision.value = told.revision;
        for (const [name, theirs] of Object.entries(told.theirs)) choose(name, theirs);
      } else if (!answer.ok) {
        say(told.detail || form.dataset.unsaved);
      } else {
        revision.value = told.revision;
        for (const name of names) mark(name, (told.wrong || {})[name]);
        say(told.wrong ? form.dataset.unread : form.dataset.saved);
      }
    } catch {
      for (const name of names) waiting.add(name);
      say(form.dataset.unsaved);
      window.clearTimeout(timer);
      timer = window.setTimeout(save, 5000);
    }
    busy = false;
    if (waiting.size && !timer) timer = window.setTimeout(save, 300);
  }

  function choose(name, theirs) {
    const field = form.elements[name];
    const anchor = (field.length && !field.tagName ? field[0] : field).closest(".field");
    anchor.querySelector(".notice")?.remove();
    const box = document.createElement("div");
    box.className = "notice attention";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = `${form.dataset.other} ${theirs === true ? "✓" : theirs === "" || theirs === false ? "–" : theirs}`;
    box.append(text);
    for (const [label, take] of [[form.dataset.mine, false], [form.dataset.take, true]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button slim";
      button.textContent = label;
      button.addEventListener("click", () => {
        if (take) set(name, theirs);
        box.remove();
        changed(name, 0);
      });
      box.append(button, " ");
    }
    anchor.append(box);
    say(form.dataset.other);
  }

  function mark(name, sentence) {
    const field = form.elements[name];
    const first = field.length && !field.tagName ? field[0] : field;
    const place = first.closest(".field");
    place.querySelector(".error")?.remove();
    first.toggleAttribute("aria-invalid", Boolean(sentence));
    if (!sentence) return;
    first.setAttribute("aria-invalid", "true");
    const told = document.createElement("p");
    told.className = "error";
    told.setAttribute("role", "alert");
    told.textContent = sentence;
    place.insertBefore(told, first.parentElement === place ? first : null);
  }

  function set(name, value) {
    const field = form.elements[name];
    if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value;
  }

  function changed(name, wait) {
    waiting.add(name);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => { timer = 0; save(); }, wait);
  }

  // What was answered since the page was made is not said to be missing, and how much is missing no more is not said.
  function answered(name) {
    const line = document.querySelector(`#missing [data-missing="id_${name}"], #missing [data-missing="id_${name}_0"]`);
    if (!line) return;
    line.hidden = valueOf(name) !== "";
    const left = document.querySelectorAll("#missing li:not([hidden])").length;
    document.getElementById("missing").hidden = !left;
    document.querySelector("[data-count]").hidden = left !== document.querySelectorAll("#missing li").length;
  }

  form.addEventListener("input", (event) => {
    const name = event.target.name;
    if (!name || name === "revision" || name === "csrfmiddlewaretoken") return;
    changed(name, 700);
    answered(name);
  });
  window.addEventListener("beforeunload", (event) => { if (waiting.size || busy) event.preventDefault(); });
  form.addEventListener("submit", () => { waiting.clear(); busy = false; window.clearTimeout(timer); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
})();
