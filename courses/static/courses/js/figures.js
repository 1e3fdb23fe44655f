// Finds the drawings of a lesson that can be moved, and wakes them.
// <figure data-figure="joint_angles">…<svg>…</svg><div class="figure-controls" hidden>…</div></figure>
import { frameClock } from "./frame-clock.js";
import { jointAngles } from "./joint-angles.js";

const widgets = { frame_clock: frameClock, joint_angles: jointAngles };

for (const figure of document.querySelectorAll("[data-figure]")) {
  widgets[figure.dataset.figure]?.(figure);
}
