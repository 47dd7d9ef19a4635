// A key of one's own, made and kept on this phone. The page shows what is signed, makes its hash itself, and signs that.
import * as ed from "/static/vendor/noble/ed25519.js";
import { sha256, sha512 } from "/static/vendor/noble/sha2.js";

ed.hashes.sha512 = sha512;
const ENTRY = new TextEncoder().encode("stuntlab record entry\n");
const MOST_TRIES = 6;
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
const utf8 = (text) => new TextEncoder().encode(text);

function keyOf(name) {
  const place = `stuntlab-key:${name.toLowerCase()}`;
  let kept = localStorage.getItem(place);
  if (!kept) {
    kept = hex(crypto.getRandomValues(new Uint8Array(32)));
    localStorage.setItem(place, kept);
  }
  const secret = fromHex(kept);
  return { secret, open: hex(ed.getPublicKey(secret)) };
}

async function post(form, more) {
  const fields = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(more)) fields.set(name, value);
  const answer = await fetch(form.getAttribute("action"), {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: fields.toString(),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error || "it was not written");
  return told;
}

function check(form, name, shown) {
  const kinds = form.dataset.kind.split(",");
  for (const entry of shown.entries) {
    if (`sha256:${hex(sha256(utf8(entry.content)))}` !== entry.hash) throw new Error("What is to be signed is not what is shown. Do not sign here.");
    const said = JSON.parse(entry.content);
    if (said.by !== name || !kinds.includes(said.kind)) throw new Error("This would sign something else. Do not sign here.");
    if (form.dataset.hash && (!said.plan || said.plan.hash !== form.dataset.hash)) throw new Error("This would sign another version. Do not sign here.");
  }
}

async function sign(form) {
  const typed = form.querySelector("input[name=by]");
  const name = form.dataset.name || typed.value.trim();
  const key = keyOf(name);
  for (let tries = 1; ; tries += 1) {
    const shown = await post(form, { key: key.open });
    check(form, name, shown);
    const signatures = {};
    for (const entry of shown.entries) {
      const words = new Uint8Array([...ENTRY, ...utf8(entry.hash)]);
      signatures[entry.hash] = hex(ed.sign(words, key.secret));
    }
    try {
      return await post(form, { key: key.open, at: shown.at, signatures: JSON.stringify(signatures) });
    } catch (problem) {
      if (tries >= MOST_TRIES || !problem.message.includes("wrote in between")) throw problem;
    }
  }
}

for (const form of document.querySelectorAll("form[data-sign]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const said = form.querySelector("output");
    button.disabled = true;
    said.textContent = "Signing …";
    try {
      const told = await sign(form);
      said.textContent = told.said.join(" ");
      form.classList.add("signed");
    } catch (problem) {
      said.textContent = `Not written: ${problem.message}`;
      button.disabled = false;
    }
  });
}
