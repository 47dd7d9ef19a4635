// STOP: sent at once, tried again until it is there, and told as it is. One tap; without scripts the form itself goes.
const form = document.getElementById("stop");
const said = document.getElementById("stop-said");
const button = form.querySelector("button");
const PAUSES_S = [0.5, 1, 2, 3, 5, 8, 10];
let tries = 0;
let going = false;

async function send() {
  const answer = await fetch(form.getAttribute("action"), {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(new FormData(form)).toString(),
    keepalive: true,
    signal: AbortSignal.timeout(6000),
  });
  const told = await answer.json();
  if (!told.stopped) throw new Error(told.said || told.error || "it was not kept");
  return told.said;
}

async function stop() {
  if (going) return;
  going = true;
  form.className = "stop-bar sending";
  said.textContent = "Sending …";
  for (tries = 0; ; tries += 1) {
    try {
      said.textContent = await send();
      form.className = "stop-bar sent";
      going = false;
      return;
    } catch (problem) {
      form.className = "stop-bar unsent";
      const pause = PAUSES_S[Math.min(tries, PAUSES_S.length - 1)];
      said.textContent = `NOT SENT YET. SHOUT. Trying again, time ${tries + 2} (${problem.message}).`;
      await new Promise((resolve) => setTimeout(resolve, 1000 * pause));
    }
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  stop();
});
button.addEventListener("pointerdown", (event) => {
  if (event.button === 0) stop();
});
