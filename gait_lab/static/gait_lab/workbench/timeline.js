/* <div class="bench__timeline"><div class="bench__rail" role="slider" tabindex="0"></div></div>
   The stills on a time axis with the marks on them. The rail scrubs; a mark can be dragged, or
   focused and moved with the arrow keys; Delete takes it away. */
import { clamp, indexAtTime } from "./geometry.js";
import { EVENT_NAMES } from "./work.js";

const SHAPES = { initial_contact: "is-contact", toe_off: "is-toe-off" };

export function makeTimeline(rail, frames, { go, move, remove }) {
  const times = frames.map((f) => f.time_s);
  const [start, end] = [times[0], times.at(-1)];
  const indexOf = new Map(frames.map((f, index) => [f.frame, index]));
  const share = (time) => (end > start ? (time - start) / (end - start) : 0);
  const head = rail.appendChild(document.createElement("span"));
  head.className = "bench__head";
  const marks = rail.appendChild(document.createElement("div"));
  marks.className = "bench__marks";
  rail.setAttribute("aria-valuemin", 0);
  rail.setAttribute("aria-valuemax", frames.length - 1);

  const indexAt = (event) => {
    const seen = rail.getBoundingClientRect();
    return indexAtTime(times, start + clamp((event.clientX - seen.left) / seen.width, 0, 1) * (end - start));
  };

  let held = null; // a mark being dragged: {kind, frame}
  rail.addEventListener("pointerdown", (event) => {
    rail.setPointerCapture(event.pointerId);
    const mark = event.target.closest("[data-kind]");
    held = mark ? { kind: mark.dataset.kind, frame: Number(mark.dataset.frame), scrub: false } : { scrub: true };
    if (held.scrub) go(indexAt(event));
    else go(indexOf.get(held.frame));
  });
  rail.addEventListener("pointermove", (event) => {
    if (!held) return;
    const index = indexAt(event);
    go(index);
    if (!held.scrub && frames[index].frame !== held.frame && move(held.kind, held.frame, frames[index].frame)) {
      held.frame = frames[index].frame;
    }
  });
  for (const name of ["pointerup", "pointercancel"]) rail.addEventListener(name, () => { held = null; });

  marks.addEventListener("keydown", (event) => {
    const mark = event.target.closest("[data-kind]");
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!mark) return;
    const [kind, frame] = [mark.dataset.kind, Number(mark.dataset.frame)];
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      remove(kind, frame);
      rail.focus();
    } else if (by) {
      event.preventDefault();
      event.stopPropagation();
      const index = clamp(indexOf.get(frame) + by * (event.shiftKey ? 10 : 1), 0, frames.length - 1);
      go(index);
      if (move(kind, frame, frames[index].frame)) focusMark(kind, frames[index].frame);
    }
  });
  const focusMark = (kind, frame) =>
    marks.querySelector(`[data-kind="${kind}"][data-frame="${frame}"]`)?.focus();

  function makeMark({ kind, frame }, className) {
    const mark = document.createElement(className ? "span" : "button");
    mark.className = `bench__mark ${SHAPES[kind]} ${className ?? ""}`;
    mark.style.left = `${100 * share(times[indexOf.get(frame)])}%`;
    if (className) return mark;
    mark.type = "button";
    mark.dataset.kind = kind;
    mark.dataset.frame = frame;
    mark.setAttribute("aria-label", `${EVENT_NAMES[kind]} on frame ${frame}. Arrow keys move it, Delete removes it.`);
    mark.addEventListener("focus", () => go(indexOf.get(frame)));
    return mark;
  }

  let drawn = "";
  return {
    draw({ index, events, ghosts = [], ticks = [] }) {
      head.style.left = `${100 * share(times[index])}%`;
      rail.setAttribute("aria-valuenow", index);
      rail.setAttribute("aria-valuetext", `Frame ${frames[index].frame}, ${times[index].toFixed(3)} seconds`);
      const now = JSON.stringify([events, ghosts, ticks]);
      if (now === drawn) return;
      drawn = now;
      const focused = document.activeElement?.dataset?.frame ? { ...document.activeElement.dataset } : null;
      marks.replaceChildren(
        ...ghosts.map((event) => makeMark(event, "is-machine")),
        ...ticks.map((frame) => tick(frame)),
        ...events.map((event) => makeMark(event)),
      );
      if (focused) focusMark(focused.kind, focused.frame);
    },
  };

  function tick(frame) {
    const node = document.createElement("span");
    node.className = "bench__tick";
    node.style.left = `${100 * share(times[indexOf.get(frame)])}%`;
    return node;
  }
}
