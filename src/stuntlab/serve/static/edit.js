// Line marks beside the text, the caret to a problem, and a form of the action at the caret that writes into the text.
const form = document.getElementById("plan");
const text = document.getElementById("text");
const marks = document.getElementById("marks");
const fields = document.getElementById("fields");
const base = form.getAttribute("action").replace(/\/save$/, "");
let shown = -1;

const post = (what, more) => fetch(`${base}/${what}`, {
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded", accept: what === "put" ? "application/json" : "text/html" },
  body: new URLSearchParams({ text: text.value, ...more }).toString(),
});
const lineAtCaret = () => text.value.slice(0, text.selectionStart).split("\n").length;

function mark() {
  const wrong = new Set(Array.from(document.querySelectorAll("#problems [data-line]"), (one) => Number(one.dataset.line)));
  marks.replaceChildren(...text.value.split("\n").map((_, number) => {
    const item = document.createElement("li");
    item.textContent = wrong.has(number + 1) ? `✕ ${number + 1}` : String(number + 1);
    if (wrong.has(number + 1)) item.className = "wrong-line";
    return item;
  }));
  marks.scrollTop = text.scrollTop;
}

function toLine(line, column = 1) {
  const before = text.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(before + column - 1, before + column - 1);
  text.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(text).lineHeight));
  offer(true);
}

async function offer(again = false) {
  const line = lineAtCaret();
  if (line === shown && !again) return;
  shown = line;
  const answer = await post("fields", { line: String(line) });
  if (answer.ok) fields.innerHTML = await answer.text();
}

async function put(input) {
  const { number, kind, field } = input.dataset;
  const value = input.type === "checkbox" ? String(input.checked) : input.value;
  const answer = await post("put", { number, kind, field, value });
  const told = await answer.json();
  if (!answer.ok) {
    input.setCustomValidity(told.error);
    input.reportValidity();
    return;
  }
  input.setCustomValidity("");
  const caret = text.selectionStart;
  text.value = told.text;
  text.setSelectionRange(caret, caret);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

document.getElementById("problems").addEventListener("click", (event) => {
  const button = event.target.closest(".to-line");
  if (button) toLine(Number(button.dataset.line), Number(button.dataset.column) || 1);
});
fields.addEventListener("change", (event) => put(event.target));
text.addEventListener("input", () => {
  mark();
  document.getElementById("compare").replaceChildren();
});
text.addEventListener("scroll", () => {
  marks.scrollTop = text.scrollTop;
});
for (const kind of ["keyup", "click"]) text.addEventListener(kind, () => offer());
new MutationObserver(mark).observe(document.getElementById("problems"), { childList: true });
mark();
if (Number(form.dataset.line) > 1) toLine(Number(form.dataset.line));
