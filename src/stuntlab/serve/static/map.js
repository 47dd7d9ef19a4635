// A lens on the map that can be dragged: where it is let go is written into the form, in the unit of the plan; the form then reads the map.
const form = document.getElementById("move");
const SIDE = { left: 20, top: 50, side: 820, width: 1210, height: 890 };
for (const figure of document.querySelectorAll(".floor")) {
  const lens = figure.querySelector(".lens");
  const picture = figure.querySelector("img");
  if (!form) {
    lens.hidden = true;
    continue;
  }
  const [x0, y0, half] = ["x", "y", "half"].map((name) => Number(figure.dataset[name]));
  const metres = Number(figure.dataset.unit); // of one unit of the form
  const scale = () => picture.clientWidth / SIDE.width;
  const show = () => {
    lens.hidden = !picture.naturalWidth;
    const [x, y] = [form.elements.x, form.elements.y].map((one) => metres * Number(one.value));
    lens.style.left = `${scale() * (SIDE.left + ((x - x0 + half) / (2 * half)) * SIDE.side)}px`;
    lens.style.top = `${scale() * (SIDE.top + SIDE.side - ((y - y0 + half) / (2 * half)) * SIDE.side)}px`;
  };
  const stand = JSON.parse(figure.dataset.stand || "{}");
  // A lens begins where the plan has that camera; one that was asked about stays where it was put.
  const begin = () => {
    const chosen = form.elements.camera.selectedOptions[0];
    const at = stand[chosen.value];
    if (!at) return;
    [form.elements.x.value, form.elements.y.value] = at.map((one) => String(Number((one / metres).toFixed(2))));
    if (chosen.dataset.lens) form.elements.lens.value = chosen.dataset.lens;
  };
  if (!("moved" in form.dataset)) begin();
  form.elements.camera.addEventListener("change", () => {
    begin();
    show();
  });
  const write = (event) => {
    const box = picture.getBoundingClientRect();
    const [px, py] = [(event.clientX - box.left) / scale(), (event.clientY - box.top) / scale()];
    const inside = (part) => Math.min(1, Math.max(0, part));
    form.elements.x.value = ((x0 - half + 2 * half * inside((px - SIDE.left) / SIDE.side)) / metres).toFixed(2);
    form.elements.y.value = ((y0 - half + 2 * half * inside(1 - (py - SIDE.top) / SIDE.side)) / metres).toFixed(2);
    show();
  };
  lens.addEventListener("pointerdown", (event) => {
    lens.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  lens.addEventListener("pointermove", (event) => {
    if (lens.hasPointerCapture(event.pointerId)) write(event);
  });
  const read = () => form.dispatchEvent(new Event("change", { bubbles: true }));
  lens.addEventListener("pointerup", read);
  lens.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] }[event.key];
    if (!step) return;
    event.preventDefault();
    form.elements.x.value = (Number(form.elements.x.value) + step[0]).toFixed(2);
    form.elements.y.value = (Number(form.elements.y.value) + step[1]).toFixed(2);
    show();
    read();
  });
  for (const name of ["x", "y"]) form.elements[name].addEventListener("input", show);
  window.addEventListener("resize", show);
  show();
  picture.addEventListener("load", show);
}
