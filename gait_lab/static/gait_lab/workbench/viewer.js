/* <div class="bench__view" tabindex="0"><canvas></canvas><svg></svg><canvas class="bench__loupe"></div>
   Shows a still under a view (zoom, pan, pinch, wheel, contrast), with a loupe while a point moves.
   Presses go to `hands`: grab(screen) -> bool, drag(source), drop(), press(source), wantsPress(). */
import { distance, fitView, keepInSight, panBy, toSource, zoomAt } from "./geometry.js";

const CLICK_SLIP_PX = 5;
const LOUPE_ZOOM = 3;

export function makeViewer(root, image, hands) {
  const canvas = root.querySelector("canvas");
  const loupe = root.querySelector(".bench__loupe");
  const pen = canvas.getContext("2d", { alpha: false });
  const watchers = [];
  let picture = null;
  let box = { width: 1, height: 1 };
  let view = null;
  let fitted = true;

  const limits = () => {
    const fit = fitView(image, box).scale;
    return { min: fit * 0.8, max: Math.max(fit * 16, 8) };
  };
  const changed = () => { draw(); watchers.forEach((watch) => watch(view)); };
  function setView(next, { fit = false } = {}) {
    fitted = fit;
    view = fit ? fitView(image, box) : keepInSight(next, image, box);
    changed();
  }

  function resize() {
    const seen = root.getBoundingClientRect();
    if (!seen.width || !seen.height) return;
    const middle = view ? toSource(view, [box.width / 2, box.height / 2]) : null;
    box = { width: seen.width, height: seen.height };
    const dots = window.devicePixelRatio || 1;
    canvas.width = Math.round(box.width * dots);
    canvas.height = Math.round(box.height * dots);
    if (fitted || !view) setView(null, { fit: true });
    else setView({ ...view, x: middle[0] - box.width / 2 / view.scale, y: middle[1] - box.height / 2 / view.scale });
  }

  function draw() {
    const dots = canvas.width / box.width;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = "#090b0a";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    if (!picture || !view) return;
    pen.imageSmoothingEnabled = view.scale < 4;
    pen.imageSmoothingQuality = "high";
    const scale = view.scale * dots;
    pen.setTransform(scale, 0, 0, scale, -view.x * scale, -view.y * scale);
    pen.drawImage(picture, 0, 0, image.width, image.height);
  }

  /* The loupe: what lies under the point, magnified, where no finger covers it. */
  function showLoupe(source, screen) {
    const size = loupe.clientWidth || 132;
    const dots = window.devicePixelRatio || 1;
    loupe.width = loupe.height = size * dots;
    const glass = loupe.getContext("2d");
    const zoom = Math.max(view.scale * LOUPE_ZOOM, 2) * dots;
    glass.imageSmoothingEnabled = false;
    glass.setTransform(zoom, 0, 0, zoom, loupe.width / 2 - source[0] * zoom, loupe.height / 2 - source[1] * zoom);
    if (picture) glass.drawImage(picture, 0, 0, image.width, image.height);
    glass.setTransform(dots, 0, 0, dots, 0, 0);
    glass.strokeStyle = "#fff";
    glass.lineWidth = 1;
    glass.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      glass.moveTo(size / 2 + dx * 5, size / 2 + dy * 5);
      glass.lineTo(size / 2 + dx * 22, size / 2 + dy * 22);
    }
    glass.stroke();
    loupe.classList.toggle("is-right", screen[0] < box.width / 2);
    loupe.hidden = false;
  }

  const fingers = new Map();
  let act = null; // {kind: "drag" | "pan" | "place" | "pinch", start, moved}
  const at = (event) => {
    const seen = root.getBoundingClientRect();
    return [event.clientX - seen.left, event.clientY - seen.top];
  };

  root.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button")) return;
    // Or the finger's own click would focus the point it has just placed, and choose that again.
    if (event.pointerType !== "mouse") event.preventDefault();
    root.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    if (fingers.size === 2) return startPinch();
    if (fingers.size > 2) return undefined;
    const here = at(event);
    const touch = event.pointerType !== "mouse";
    if (event.button === 0 && hands.grab(here, touch)) {
      act = { kind: "drag", start: here, moved: false };
    } else if (touch && hands.wantsPress()) {
      act = { kind: "place", start: here, moved: false };
      showLoupe(toSource(view, here), here);
    } else act = { kind: "pan", start: here, last: here, moved: false, button: event.button };
    return undefined;
  });

  function startPinch() {
    if (act?.kind === "drag") hands.drop();
    loupe.hidden = true;
    const [a, b] = [...fingers.values()];
    act = { kind: "pinch", gap: distance(a, b), middle: midpoint(a, b) };
  }

  root.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId) || !act) return;
    const here = at(event);
    fingers.set(event.pointerId, here);
    if (act.kind === "pinch") return pinch();
    act.moved ||= distance(here, act.start) > CLICK_SLIP_PX;
    if (act.kind === "drag") {
      hands.drag(toSource(view, here));
      showLoupe(toSource(view, here), here);
    } else if (act.kind === "place") showLoupe(toSource(view, here), here);
    else if (act.moved) {
      setView(panBy(view, here[0] - act.last[0], here[1] - act.last[1]));
      act.last = here;
    }
    return undefined;
  });

  function pinch() {
    if (fingers.size < 2) return;
    const [a, b] = [...fingers.values()];
    const middle = midpoint(a, b);
    const moved = panBy(view, middle[0] - act.middle[0], middle[1] - act.middle[1]);
    setView(zoomAt(moved, distance(a, b) / Math.max(act.gap, 1), middle, limits()));
    act.gap = distance(a, b);
    act.middle = middle;
  }

  function lift(event, { cancelled = false } = {}) {
    if (!fingers.delete(event.pointerId)) return;
    loupe.hidden = true;
    const ended = act;
    if (fingers.size > 0) return; // the rest of a pinch does nothing
    act = null;
    if (!ended || ended.kind === "pinch") return;
    if (ended.kind === "drag") return void hands.drop();
    if (cancelled) return;
    const here = at(event);
    if (ended.kind === "place") hands.press(toSource(view, here));
    else if (!ended.moved && ended.button === 0) hands.press(toSource(view, here));
  }
  root.addEventListener("pointerup", (event) => lift(event));
  root.addEventListener("pointercancel", (event) => lift(event, { cancelled: true }));

  root.addEventListener("wheel", (event) => {
    event.preventDefault();
    setView(zoomAt(view, Math.exp(-event.deltaY * 0.0015), at(event), limits()));
  }, { passive: false });

  new ResizeObserver(resize).observe(root);
  resize();

  return {
    get view() { return view; },
    get box() { return box; },
    watch(watcher) { watchers.push(watcher); },
    show(next) { picture = next; draw(); },
    zoom(factor) { setView(zoomAt(view, factor, [box.width / 2, box.height / 2], limits())); },
    fit() { setView(null, { fit: true }); },
    /* Bring a stretch of the picture (source pixels) into view. */
    frame(points, margin) {
      const xs = points.map((p) => p[0]);
      const ys = points.map((p) => p[1]);
      const width = Math.max(...xs) - Math.min(...xs) + 2 * margin;
      const height = Math.max(...ys) - Math.min(...ys) + 2 * margin;
      const scale = Math.min(box.width / width, box.height / height, limits().max);
      setView({
        scale,
        x: (Math.min(...xs) + Math.max(...xs)) / 2 - box.width / 2 / scale,
        y: (Math.min(...ys) + Math.max(...ys)) / 2 - box.height / 2 / scale,
      });
    },
    pan(dx, dy) { setView(panBy(view, dx, dy)); },
    contrast(value, brightness) {
      canvas.style.filter = `contrast(${value}) brightness(${brightness})`;
    },
    showLoupe,
    hideLoupe() { loupe.hidden = true; },
  };
}

function midpoint(a, b) {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}
