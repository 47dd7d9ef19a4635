// A take in motion: slider, slow motion, through each film camera of the plan. It turns only where somebody turns it.
import { AnimationMixer, Box3, Color, DirectionalLight, HemisphereLight, PerspectiveCamera, Scene, Vector3, WebGLRenderer } from "/static/vendor/three/three.module.js";
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
let inMotion = null;
const place = new Vector3();
const followed = new Vector3();

controls.listenToKeyEvents(canvas);

function size() {
  const seen = chosen();
  const shape = seen === free ? 16 / 9 : seen.aspect;
  const width = Math.min(canvas.parentElement.clientWidth, Math.round(0.6 * innerHeight * shape));
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

function look(gltf) {
  bones = [];
  gltf.scene.traverse((node) => {
    node.frustumCulled = false;
    if (node.isSkinnedMesh) bones.push(...node.skeleton.bones);
  });
  let wide = 2;
  for (let part = 0; part <= 10; part += 1) {
    mixer.setTime((part / 10) * length * 0.9999);
    wide = Math.max(wide, Math.min(12, middleOfPeople(gltf).getSize(place).length()));
  }
  mixer.setTime(0);
  middleOfPeople(gltf).getCenter(followed);
  controls.target.copy(followed);
  free.position.set(followed.x + wide * 0.7, followed.y + wide * 0.42, followed.z + wide * 1.2);
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
  size();
  draw();
  canvas.dataset.ready = "yes";
}

at("take").addEventListener("change", load);
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
