// What pages do better with script: show how much of an upload has arrived, and take a second press for the first.
"use strict";

function ready(root) {
  for (const form of root.querySelectorAll("form[data-drop]")) drop(form);
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
    });
  }
  for (const element of root.querySelectorAll("[data-print]")) {
    element.hidden = false;
    element.addEventListener("click", () => window.print());
  }
}

// Whoever signs out in one tab leaves nothing on the screen of the others, even while the site cannot be reached.
const door = "BroadcastChannel" in window ? new BroadcastChannel("door") : null;
function leave() {
  if (!("signedIn" in document.body.dataset)) return;
  document.body.replaceChildren();
  location.replace("/");
}
if (door) {
  door.addEventListener("message", (event) => event.data === "signed out" && leave());
  addEventListener("submit", (event) => "signOut" in event.target.dataset && door.postMessage("signed out"));
}
addEventListener("pageshow", (event) => event.persisted && "signedIn" in document.body.dataset && location.reload());

function drop(form) {
  const input = form.querySelector("input[type=file]");
  const zone = form.querySelector(".drop");
  const button = form.querySelector("button[type=submit]");
  const bar = form.querySelector("progress");
  const said = form.querySelector("[data-said]");
  button.hidden = true;
  input.addEventListener("change", () => input.files.length && send(form, input.files[0], bar, said, zone));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) send(form, event.dataTransfer.files[0], bar, said, zone);
  });
}

function refuse(said, sentence) {  // what went wrong looks like it, is read out, and takes the focus
  said.hidden = false;
  said.className = "notice danger";
  said.tabIndex = -1;
  said.textContent = sentence;
  said.focus();
}

function send(form, file, bar, said, zone) {
  if (form.dataset.busy) return;
  if (file.size > Number(form.dataset.most)) { refuse(said, form.dataset.tooLarge); return; }
  form.dataset.busy = "yes";
  const data = new FormData(form);
  data.set("file", file);
  bar.hidden = false;
  said.hidden = false;
  said.className = "";
  said.textContent = form.dataset.sending;
  const request = new XMLHttpRequest();
  request.upload.onprogress = (event) => {
    if (!event.lengthComputable) return;
    bar.max = event.total;
    bar.value = event.loaded;
    if (event.loaded === event.total) said.textContent = form.dataset.arrived;
  };
  const failed = (sentence) => {
    delete form.dataset.busy;
    bar.hidden = true;
    form.querySelector("button[type=submit]").hidden = false;
    refuse(said, sentence);
  };
  request.onload = () => {
    const page = request.getResponseHeader("X-Page");
    if (page) window.location.assign(page);
    else if (request.responseText && request.getResponseHeader("Content-Type").startsWith("application/json")) {
      const answer = JSON.parse(request.responseText);
      failed(answer.detail);
      if (answer.sign_in) said.append(" ", Object.assign(document.createElement("a"), { href: answer.sign_in, textContent: form.dataset.signIn }));
    } else failed(form.dataset.broken);
  };
  request.onerror = request.onabort = () => failed(form.dataset.broken);
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.send(data);
}

// A passkey that the browser does not give is told beside the button that asked for it.
let pressed = null;
addEventListener("click", (event) => { pressed = event.target.closest("button") || pressed; }, true);
document.addEventListener("allauth.error", () => {
  const said = document.querySelector("[data-passkey-unread]");
  if (!said || !pressed) return;
  pressed.closest(".actions, form").before(said);
  said.hidden = false;
  said.focus();
});

function leftBehind(form) {  // a file that was chosen and not handed in would be lost without a word
  if (!("afterPapers" in form.dataset)) return false;
  const chosen = [...document.querySelectorAll("form[data-unsent]")].find((one) => one.querySelector("input[type=file]").files.length);
  if (!chosen) return false;
  const said = chosen.querySelector("p.error") || chosen.insertBefore(document.createElement("p"), chosen.querySelector("button"));
  said.className = "error";
  said.setAttribute("role", "alert");
  said.textContent = chosen.dataset.unsent;
  chosen.querySelector("button").focus({ preventScroll: true });
  chosen.scrollIntoView({ block: "center" });  // not below what stays at the foot of the page
  return true;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (leftBehind(form)) { event.preventDefault(); return; }
  if (form.method === "post" && !form.dataset.drop) {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    window.setTimeout(() => delete form.dataset.sent, 8000);
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) { delete form.dataset.sent; delete form.dataset.busy; }
});
document.addEventListener("htmx:afterSwap", (event) => ready(event.target));
ready(document);
