// Computes a draw again from its published record, in the visitor's own browser. See docs/methods/draw.md.
"use strict";
(() => {
  const box = document.getElementById("check");
  if (!box || !window.crypto?.subtle) return;
  const button = box.querySelector("button");
  const said = box.querySelector("[data-said]");
  const parts = box.querySelector("[data-parts]");
  const bytes = (text) => new TextEncoder().encode(text);
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (n) => n.toString(16).padStart(2, "0")).join("");
  const sha256 = async (text) => hex(await crypto.subtle.digest("SHA-256", bytes(text)));
  const byCodePoint = (a, b) => {
    const left = Array.from(a, (c) => c.codePointAt(0));
    const right = Array.from(b, (c) => c.codePointAt(0));
    for (let n = 0; n < Math.min(left.length, right.length); n += 1) if (left[n] !== right[n]) return left[n] - right[n];
    return left.length - right.length;
  };

  async function inOrder(refs, seed) {
    const key = await crypto.subtle.importKey("raw", bytes(seed), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const tickets = [];
    for (let start = 0; start < refs.length; start += 1000) {
      const some = refs.slice(start, start + 1000);
      tickets.push(...await Promise.all(some.map(async (ref) => [hex(await crypto.subtle.sign("HMAC", key, bytes(ref))), ref])));
      said.textContent = `${box.dataset.running} ${Math.round((100 * Math.min(start + 1000, refs.length)) / refs.length)} %`;
    }
    return tickets.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : byCodePoint(a[1], b[1]))).map((pair) => pair[1]);
  }

  async function check(record) {
    const refs = record.entrants.map((one) => one.ref);
    const sorted = [...refs].sort(byCodePoint);
    const entrants = await sha256(sorted.join("\n"));
    const seed = await sha256(`balcao-draw-v1|${entrants}|${record.nonce}|${record.beacon.value}`);
    let order = [];
    for (const stratum of record.strata) {
      const members = record.entrants.filter((one) => one.stratum === stratum.name).map((one) => one.ref);
      order.push(...(await inOrder(members, await sha256(`${seed}|${stratum.name}`))).slice(0, stratum.places));
    }
    const taken = new Set(order);
    const rest = sorted.filter((ref) => !taken.has(ref));
    order = order.concat(await inOrder(rest, record.strata.length ? await sha256(`${seed}|remainder`) : seed));
    const same = (a, b) => a.length === b.length && a.every((value, n) => value === b[n]);
    return {
      entrants: entrants === record.entrants_sha256 && same(refs, sorted) && new Set(refs).size === refs.length,
      commitment: (await sha256(record.nonce)) === record.commitment,
      seed: seed === record.seed,
      order: same(order, record.order),
      selected: same(order.slice(0, record.places), record.selected),
    };
  }

  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    parts.hidden = true;
    said.textContent = box.dataset.running;
    try {
      const answer = await fetch(box.dataset.record);
      const found = await check(await answer.json());
      for (const [part, right] of Object.entries(found)) {
        parts.querySelector(`[data-part="${part}"] b`).textContent = right ? "✓" : "✕";
      }
      parts.hidden = false;
      const all = Object.values(found).every(Boolean);
      said.textContent = all ? box.dataset.right : box.dataset.wrong;
      box.dataset.result = all ? "right" : "wrong";
    } catch {
      said.textContent = box.dataset.failed;
    }
    button.disabled = false;
  });
})();
