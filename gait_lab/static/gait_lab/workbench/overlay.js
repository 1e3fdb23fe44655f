/* <svg class="bench__overlay">: lines and points over the still, in screen pixels.
   Each point can be reached with Tab and nudged with the arrow keys. */
import { toScreen } from "./geometry.js";

const SVG = "http://www.w3.org/2000/svg";

export function makeOverlay(svg, { nudge, choose, remove }) {
  const lines = svg.appendChild(document.createElementNS(SVG, "g"));
  const dots = svg.appendChild(document.createElementNS(SVG, "g"));
  const cross = svg.appendChild(document.createElementNS(SVG, "path"));
  const nodes = new Map();
  cross.setAttribute("class", "bench__cross");

  function nodeOf(key) {
    if (nodes.has(key)) return nodes.get(key);
    const node = document.createElementNS(SVG, "g");
    node.setAttribute("class", "bench__point");
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.dataset.point = key;
    for (const [name, radius] of [["halo", 13], ["ring", 7], ["dot", 1.5]]) {
      const circle = node.appendChild(document.createElementNS(SVG, "circle"));
      circle.setAttribute("r", radius);
      circle.setAttribute("class", `bench__${name}`);
    }
    const label = node.appendChild(document.createElementNS(SVG, "text"));
    label.setAttribute("x", 12);
    label.setAttribute("y", -10);
    node.addEventListener("keydown", (event) => onKey(event, key));
    node.addEventListener("focus", () => { if (node.matches(":focus-visible")) choose(key); });
    dots.append(node);
    nodes.set(key, node);
    return node;
  }

  function onKey(event, key) {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      event.stopPropagation();
      return remove(key);
    }
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!way) return undefined;
    event.preventDefault();
    event.stopPropagation();
    const step = event.altKey ? 0.25 : event.shiftKey ? 10 : 1;
    return nudge(key, way[0] * step, way[1] * step);
  }

  return {
    /* points: {key: {xy, label, chosen}} · segments: [[xy, xy, class]] */
    draw({ view, points, segments, crosshair }) {
      lines.replaceChildren(...segments.map(([a, b, name]) => segment(view, a, b, name)));
      for (const [key, node] of nodes) {
        if (!(key in points)) {
          node.remove();
          nodes.delete(key);
        }
      }
      for (const [key, point] of Object.entries(points)) place(nodeOf(key), view, point);
      cross.toggleAttribute("hidden", !crosshair);
      cross.style.display = crosshair ? "" : "none";
      if (crosshair) {
        const [x, y] = crosshair;
        cross.setAttribute("d", `M${x - 18} ${y}h12M${x + 6} ${y}h12M${x} ${y - 18}v12M${x} ${y + 6}v12`);
      }
    },
    focus(key) { nodes.get(key)?.focus(); },
  };

  function place(node, view, point) {
    const [x, y] = toScreen(view, point.xy);
    node.setAttribute("transform", `translate(${x} ${y})`);
    node.classList.toggle("is-chosen", point.chosen);
    node.querySelector("text").textContent = point.label;
    node.setAttribute(
      "aria-label",
      `${point.label} at ${point.xy[0].toFixed(1)}, ${point.xy[1].toFixed(1)}. Arrow keys move it.`,
    );
  }
}

function segment(view, a, b, name) {
  const line = document.createElementNS(SVG, "line");
  const [x1, y1] = toScreen(view, a);
  const [x2, y2] = toScreen(view, b);
  for (const [key, value] of Object.entries({ x1, y1, x2, y2, class: name })) line.setAttribute(key, value);
  return line;
}
