// Every screen listens to one channel: a stop shows at once, and what is marked as live is fetched again when it changed.
const hold = document.getElementById("hold");
const line = document.getElementById("line");
const LOST_AFTER_MS = 25000;
let heard = Date.now();
let fetching = false;
let again = false;

function showStop(what) {
  document.getElementById("hold-what").textContent = `Somebody stopped ${what}. Say it aloud. Nobody is to ask who.`;
  hold.hidden = false;
}

async function refresh() {
  const parts = document.querySelectorAll("[data-live]");
  if (!parts.length) return;
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    const answer = await fetch(location.href, { headers: { "x-part": "live" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) {
      const fresh = page.getElementById(part.id);
      if (!fresh || part.contains(document.activeElement) && part.querySelector("input:focus, textarea:focus, select:focus")) continue;
      if (fresh.innerHTML !== part.innerHTML || fresh.className !== part.className) part.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    again = true;
  }
  fetching = false;
  if (again) {
    again = false;
    setTimeout(refresh, 1000);
  }
}

function listen() {
  const events = new EventSource("/events");
  const hear = () => {
    heard = Date.now();
    line.hidden = true;
  };
  events.addEventListener("open", () => {
    hear();
    refresh();
  });
  events.addEventListener("beat", hear);
  events.addEventListener("errand", hear);
  events.addEventListener("changed", () => {
    hear();
    refresh();
  });
  events.addEventListener("stop", (event) => {
    hear();
    showStop(JSON.parse(event.data).what);
  });
  events.addEventListener("error", () => {
    line.hidden = false;
  });
}

document.getElementById("hold-seen").addEventListener("click", () => {
  hold.hidden = true;
});
setInterval(() => {
  if (Date.now() - heard > LOST_AFTER_MS) line.hidden = false;
}, 2000);
listen();
