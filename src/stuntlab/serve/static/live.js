// Every screen listens to one channel: a stop shows at once, and what is marked as live is fetched again when it changed.
const hold = document.getElementById("hold");
const line = document.getElementById("line");
const LOST_AFTER_MS = 25000;
const shownAt = document.querySelector("[data-live]")?.dataset.live;
// What was written down stands on the page already: to load it again writes nothing a second time.
if (shownAt && shownAt !== location.pathname) history.replaceState(null, "", shownAt);
let heard = Date.now();
let fetching = false;
let again = false;

// A sound and a shake where the browser lets a page: only where somebody has touched it before.
function sound() {
  if (!navigator.userActivation?.hasBeenActive) return;
  navigator.vibrate?.([300, 100, 300, 100, 300]);
  const air = new AudioContext();
  for (const [begins, pitch] of [[0, 880], [0.35, 660], [0.7, 880], [1.05, 660]]) {
    const tone = new OscillatorNode(air, { frequency: pitch, type: "square" });
    tone.connect(new GainNode(air, { gain: 0.3 })).connect(air.destination);
    tone.start(air.currentTime + begins);
    tone.stop(air.currentTime + begins + 0.3);
  }
  setTimeout(() => air.close(), 2000);
}

function showStop(what) {
  sound();
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
  const events = new EventSource(`/events?since=${document.body.dataset.made}`);
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
