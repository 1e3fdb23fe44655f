// Frames on a time axis, and when a landing between two of them is seen (figures/frame_clock.html).
import { partsOf, wakeControls } from "./figure-parts.js";
import { contactTimeError_ms, firstFrameAfter_ms, framePeriod_ms, RATES_HZ } from "./frame-geometry.js";

const [LEFT, RIGHT, SPAN_MS] = [20, 580, 200];
const SVG = "http://www.w3.org/2000/svg";

const x = (time_ms) => LEFT + ((RIGHT - LEFT) * time_ms) / SPAN_MS;

export function frameClock(figure) {
  const parts = partsOf(figure);
  wakeControls(figure, () => {
    const rate_hz = RATES_HZ[Number(parts.input("rate").value)];
    const instant_ms = Number(parts.input("instant").value);
    const seen_ms = firstFrameAfter_ms(instant_ms, rate_hz);
    drawFrames(parts, rate_hz, seen_ms);
    drawEvents(parts, instant_ms, seen_ms);
    sayError(parts, rate_hz, instant_ms, seen_ms);
  });
}

function drawFrames(parts, rate_hz, seen_ms) {
  const period_ms = framePeriod_ms(rate_hz);
  const width = Math.min(10, (x(period_ms) - LEFT) * 0.7);
  const frames = [];
  for (let time_ms = 0; time_ms <= SPAN_MS + 1e-6; time_ms += period_ms) {
    const frame = document.createElementNS(SVG, "rect");
    const isSeen = Math.abs(time_ms - seen_ms) < 1e-6;
    frame.setAttribute("class", isSeen ? "fig-frame fig-frame--on" : "fig-frame");
    for (const [key, value] of Object.entries({ x: x(time_ms) - width / 2, y: 42, width, height: 26, rx: 2 })) {
      frame.setAttribute(key, value);
    }
    frames.push(frame);
  }
  parts.part("ticks").replaceChildren(...frames);
}

function drawEvents(parts, instant_ms, seen_ms) {
  parts.line("air", [LEFT, 140], [x(instant_ms), 140]);
  parts.line("ground", [x(instant_ms), 140], [RIGHT, 140]);
  parts.line("true", [x(instant_ms), 80], [x(instant_ms), 152]);
  parts.line("seen", [x(seen_ms), 70], [x(seen_ms), 152]);
  parts.set("label-true", { x: x(instant_ms) - 8 });
  parts.set("label-seen", { x: x(seen_ms) + 8 });
}

function sayError(parts, rate_hz, instant_ms, seen_ms) {
  parts.input("rate").nextElementSibling.textContent = rate_hz;
  parts.input("rate").setAttribute("aria-valuetext", `${rate_hz} frames a second`);
  parts.input("instant").nextElementSibling.textContent = `${instant_ms} ms`;
  parts.word("late", `${Math.round(seen_ms - instant_ms)} ms`);
  parts.word("step", `±${contactTimeError_ms(rate_hz).toFixed(1)} ms`);
  parts.word("mean", `±${contactTimeError_ms(rate_hz, 20).toFixed(1)} ms`);
}
