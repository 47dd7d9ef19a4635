// A take in motion: slider, slow motion, through each film camera of the plan. It turns only where somebody turns it.
import { AnimationMixer, Box3, BufferAttribute, Color, DirectionalLight, HemisphereLight, PerspectiveCamera, Raycaster, Scene, Vector2, Vector3, WebGLRenderer } from "/static/vendor/three/three.module.js";
import { GLTFLoader } from "/static/vendor/three/loaders/GLTFLoader.js";
import { OrbitControls } from "/static/vendor/three/controls/OrbitControls.js";

const at = (id) => document.getElementById(id);
const canvas = at("picture");
const said = at("viewer-said");
const renderer = new WebGLRenderer({ canvas, antialias: true });
const free = new PerspectiveCamera(40, 16 / 9, 0.05, 500);
const controls = new OrbitControls(free, canvas);
let scene = null;
let mixer = null;
let length = 0;
let time = 0;
let playing = false;
let cameras = [];
let last = "";
let drawnAt = 0;
let bones = [];
let moving = [];
let inMotion = null;
const place = new Vector3();
const followed = new Vector3();
const NEAR_M = 1.5;

controls.listenToKeyEvents(canvas);

function size() {
  const seen = chosen();
  const shape = seen === free ? 16 / 9 : seen.aspect;
  const around = getComputedStyle(canvas.parentElement);
  const room = canvas.parentElement.clientWidth - parseFloat(around.paddingLeft) - parseFloat(around.paddingRight);
  const width = Math.floor(Math.min(room, 0.6 * innerHeight * shape));
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
  renderer.setSize(width, Math.round(width / shape));
  free.aspect = 16 / 9;
  free.updateProjectionMatrix();
}

function chosen() {
  return cameras[Number(at("camera").value)] && at("camera").value !== "" ? cameras[Number(at("camera").value)] : free;
}

function draw() {
  if (!scene) return;
  mixer.setTime(Math.min(time, length * 0.9999));
  follow();
  renderer.render(scene, chosen());
  at("moment").value = String(length ? Math.round((1000 * time) / length) : 0);
  const words = `${time.toFixed(2)} s of ${length.toFixed(2)} s. ${at("take").selectedOptions[0].dataset.said}`;
  if (words !== last && !playing) said.textContent = last = words;
}

function loop(now) {
  if (!playing) return;
  const passed = drawnAt ? (now - drawnAt) / 1000 : 0;
  drawnAt = now;
  time += passed * Number(at("speed").value);
  if (time >= length) {
    time = length;
    play(false);
  }
  draw();
  requestAnimationFrame(loop);
}

function play(on) {
  playing = on;
  at("play").textContent = on ? "Pause" : "Play";
  if (on) {
    if (time >= length) time = 0;
    drawnAt = 0;
    requestAnimationFrame(loop);
  } else draw();
}

function middleOfPeople(gltf) {
  gltf.scene.updateMatrixWorld(true);
  const box = new Box3();
  for (const bone of bones) box.expandByPoint(place.setFromMatrixPosition(bone.matrixWorld));
  if (box.isEmpty()) box.setFromObject(gltf.scene);
  return box;
}

// People with as much of what moves beside them, of a vehicle that comes, as lies near them.
function aroundPeople(gltf) {
  const people = middleOfPeople(gltf);
  const near = people.clone().expandByScalar(NEAR_M);
  for (const thing of moving) {
    const box = new Box3().setFromObject(thing).intersect(near);
    if (!box.isEmpty()) people.union(box);
  }
  return people;
}

function whatMoves(gltf) {
  const names = gltf.animations.flatMap((one) => one.tracks.map((track) => track.name)).filter((name) => name.endsWith(".position"));
  const nodes = [...new Set(names)].map((name) => gltf.scene.getObjectByName(name.slice(0, -".position".length)));
  return nodes.filter((node) => node && !node.isBone);
}

function look(gltf) {
  bones = [];
  moving = whatMoves(gltf);
  gltf.scene.traverse((node) => {
    node.frustumCulled = false;
    if (node.isSkinnedMesh) bones.push(...node.skeleton.bones);
  });
  let wide = 2;
  for (let part = 0; part <= 10; part += 1) {
    mixer.setTime((part / 10) * length * 0.9999);
    wide = Math.max(wide, Math.min(12, aroundPeople(gltf).getSize(place).length()));
  }
  mixer.setTime(0);
  middleOfPeople(gltf).getCenter(followed);
  aroundPeople(gltf).getCenter(controls.target);
  const { x, y, z } = controls.target;
  free.position.set(x + wide * 0.7, y + wide * 0.42, z + wide * 1.2);
  controls.update();
}

// The free view goes with the people and never turns by itself.
function follow() {
  middleOfPeople({ scene: inMotion }).getCenter(place);
  const moved = place.clone().sub(followed);
  followed.copy(place);
  controls.target.add(moved);
  free.position.add(moved);
  free.lookAt(controls.target);
}

function list(gltf) {
  cameras = gltf.cameras;
  at("camera").replaceChildren(new Option("aside, free", ""), ...cameras.map((one, number) => new Option(one.name.replaceAll("_", " ") || `camera ${number + 1}`, String(number))));
  const beats = [];
  gltf.scene.traverse((node) => {
    if (typeof node.userData.time_s === "number") beats.push(node);
  });
  at("beats").replaceChildren(...beats.map((beat) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = `${beat.name.replace(/^beat[_: ]*/, "").replaceAll("_", " ")} ${beat.userData.time_s.toFixed(2)} s`;
    button.addEventListener("click", () => {
      time = beat.userData.time_s;
      play(false);
    });
    return button;
  }));
}

// Each body by the largest share of a limit that is felt there; the steps have the colours of the page's list.
const boneName = (bone) => bone.userData.name || bone.name;
const feltNow = () => JSON.parse(at("take").selectedOptions[0].dataset.felt || "[]");
const colourOf = (step) => {
  const shown = document.querySelector(`.step-${step} .step`);
  return new Color(getComputedStyle(shown).backgroundColor);
};

function paint() {
  const steps = {};
  for (const load of feltNow()) for (const body of load.bodies) {
    const name = `${load.person} ${body}`;
    steps[name] = Math.max(steps[name] ?? 0, load.step);
  }
  const on = at("paint").checked && feltNow().length > 0;
  inMotion.traverse((node) => {
    if (!node.isSkinnedMesh) return;
    node.userData.worn ??= node.material;
    node.material = on ? painted(node, steps) : node.userData.worn;
  });
}

function painted(node, steps) {
  const { skinIndex, skinWeight, position } = node.geometry.attributes;
  const colours = new Float32Array(3 * position.count);
  const known = node.skeleton.bones.map((bone) => colourOf(steps[boneName(bone)] ?? "none"));
  for (let vertex = 0; vertex < position.count; vertex += 1) known[heaviest(skinIndex, skinWeight, vertex)].toArray(colours, 3 * vertex);
  node.geometry.setAttribute("color", new BufferAttribute(colours, 3));
  const material = node.userData.worn.clone();
  material.map = null;
  material.color.set(0xffffff);
  material.vertexColors = true;
  return material;
}

function heaviest(skinIndex, skinWeight, vertex) {
  let most = 0;
  for (let one = 1; one < 4; one += 1) if (skinWeight.getComponent(vertex, one) > skinWeight.getComponent(vertex, most)) most = one;
  return skinIndex.getComponent(vertex, most);
}

function tellLoads() {
  const felt = feltNow();
  at("felt").hidden = !felt.length;
  at("loads").replaceChildren(...felt.map((load) => {
    const item = document.createElement("li");
    const step = document.createElement("span");
    item.className = `step-${load.step}`;
    step.className = "step";
    step.textContent = String(load.step + 1);
    item.append(step, ` ${load.said}`);
    return item;
  }));
}

// A tap on a body: its loads in words, and marked in the list.
function tap(event) {
  const felt = feltNow();
  if (!felt.length) return;
  const box = canvas.getBoundingClientRect();
  const place = new Vector2(((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2);
  const ray = new Raycaster();
  ray.setFromCamera(place, chosen());
  const people = [];
  inMotion.parent.traverse((node) => {
    if (node.isSkinnedMesh) {
      node.computeBoundingSphere();
      people.push(node);
    }
  });
  const hit = ray.intersectObjects(people, false)[0];
  if (!hit) return;
  const { skinIndex, skinWeight } = hit.object.geometry.attributes;
  const body = boneName(hit.object.skeleton.bones[heaviest(skinIndex, skinWeight, hit.face.a)]);
  const own = felt.map((load) => load.bodies.some((one) => `${load.person} ${one}` === body));
  Array.from(at("loads").children).forEach((item, number) => item.classList.toggle("tapped", own[number]));
  const words = felt.filter((_, number) => own[number]).map((load) => load.said);
  said.textContent = last = words.length ? words.join("; ") : `${body.replaceAll("_", " ")}: nothing with a limit is measured there in this take`;
}

async function load() {
  said.textContent = "Loading …";
  playing = false;
  const gltf = await new GLTFLoader().loadAsync(at("take").value);
  inMotion = gltf.scene;
  scene = new Scene();
  scene.background = new Color(0xdfe3e6);
  scene.add(new HemisphereLight(0xffffff, 0x8d8d85, 2.2), gltf.scene);
  const sun = new DirectionalLight(0xffffff, 1.8);
  sun.position.set(3, 8, 4);
  scene.add(sun);
  mixer = new AnimationMixer(gltf.scene);
  length = Math.max(0, ...gltf.animations.map((clip) => clip.duration));
  for (const clip of gltf.animations) mixer.clipAction(clip).play();
  time = 0;
  list(gltf);
  look(gltf);
  tellLoads();
  paint();
  size();
  draw();
  canvas.dataset.ready = "yes";
}

at("take").addEventListener("change", load);
at("paint").addEventListener("change", () => {
  paint();
  draw();
});
// A tap and no drag: what is dragged turns the view.
let pressed = null;
canvas.addEventListener("pointerdown", (event) => {
  pressed = [event.clientX, event.clientY];
});
canvas.addEventListener("pointerup", (event) => {
  if (pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) < 6) tap(event);
});
at("camera").addEventListener("change", () => {
  size();
  draw();
});
at("play").addEventListener("click", () => play(!playing));
at("moment").addEventListener("input", () => {
  time = (Number(at("moment").value) / 1000) * length;
  play(false);
});
controls.addEventListener("change", () => {
  if (!playing) draw();
});
window.addEventListener("resize", () => {
  size();
  draw();
});
load().catch((problem) => {
  said.textContent = `It cannot be shown here: ${problem.message}`;
});
