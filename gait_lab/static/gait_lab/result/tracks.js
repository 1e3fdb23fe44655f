/* The lanes under the video: foot contacts and joint angles on one time axis with one cursor.
   <div data-track="feet"> or <div data-track="<index of the curve>"> hold a <canvas> and an
   <output>. Dragging on any lane scrubs all. */
import { number } from "../numbers.js";
import { inkOf, sharpen } from "./ink.js";
import { extent, indexShownAt, nearestIndex, stancesOf, ticks, windowAround } from "./time.js";

export class Tracks {
  constructor(root, clock, { events, curves, clip, span }) {
    Object.assign(this, { root, clock, events, curves, clip, span });
    this.total = clock.times[clock.last] ?? 0;
    this.stances = stancesOf(events);
    this.ink = Object.fromEntries(
      ["left", "right", "ink", "ink-soft", "rule", "band", "paper", "accent"].map((name) => [name, inkOf(root, `--${name}`)]),
    );
    this.lanes = [...root.querySelectorAll("[data-track]")].map((lane) => this.lane(lane));
    this.window = windowAround(0, span, this.total);
    clock.addEventListener("frame", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(root);
    document.fonts?.ready.then(() => this.draw());
    this.draw();
  }

  setSpan(span) {
    this.span = span;
    this.window = windowAround(this.clock.time, span, this.total);
    this.draw();
  }

  lane(element) {
    const canvas = element.querySelector("canvas");
    const curve = this.curves[Number(element.dataset.track)];
    const lane = { canvas, curve, output: element.querySelector("output"), limits: curve && extent(curve.series) };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.isHeld = true;
      this.root.dispatchEvent(new CustomEvent("scrub"));
      this.scrub(canvas, event);
    });
    canvas.addEventListener("pointermove", (event) => this.isHeld && this.scrub(canvas, event));
    for (const kind of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(kind, () => {
        this.isHeld = false;
        this.draw();
      });
    }
    return lane;
  }

  scrub(canvas, event) {
    const box = canvas.getBoundingClientRect();
    const [start, end] = this.window;
    const time = start + ((event.clientX - box.left) / box.width) * (end - start);
    this.clock.want(nearestIndex(this.clock.times, time));
  }

  draw() {
    // While a finger rests on a lane the window stays, or the time would run away under it.
    if (!this.isHeld) this.follow();
    for (const lane of this.lanes) {
      const { pen, width, height } = sharpen(lane.canvas);
      const [start, end] = this.window;
      const x = (time) => ((time - start) / (end - start)) * width;
      pen.font = `12px "Source Sans 3", sans-serif`;
      if (lane.curve) this.curve(pen, lane, { x, width, height });
      else this.feet(pen, { x, width, height });
      this.cursor(pen, x(this.clock.time), height);
    }
  }

  /* Pages rather than creeps: the window moves when the cursor nears its edge. */
  follow() {
    const [start, end] = this.window;
    const margin = 0.12 * (end - start);
    const time = this.clock.time;
    const hidden = (time < start + margin && start > 0) || (time > end - margin && end < this.total);
    if (hidden) this.window = windowAround(time, this.span, this.total);
  }

  feet(pen, { x, width, height }) {
    const row = { left: 2, right: 22 };
    for (const at of ticks(...this.window, Math.max(width / 90, 2))) {
      this.rule(pen, x(at), 0, x(at), height - 16);
      this.text(pen, `${Number(at.toFixed(2))} s`, Math.min(x(at) + 3, width - 34), height - 3);
    }
    for (const { side, start, end } of this.stances) {
      const isNear = !this.clip.near_side || this.clip.near_side === side;
      pen.globalAlpha = isNear ? 1 : 0.38;
      pen.fillStyle = this.ink[side];
      pen.beginPath();
      pen.roundRect(x(start), row[side], Math.max(x(end) - x(start), 2), 15, side === "left" ? 7 : 2);
      pen.fill();
      pen.globalAlpha = 1;
    }
  }

  curve(pen, lane, { x, width, height }) {
    const { curve, limits } = lane;
    if (!limits) return this.text(pen, "Not seen in this clip", 4, height / 2);
    const y = (value) => height - 4 - ((value - limits[0]) / (limits[1] - limits[0])) * (height - 8);
    this.shade(pen, curve.side ?? this.clip.near_side, { x, height });
    for (const value of ticks(...limits, height / 32)) {
      this.rule(pen, 0, y(value), width, y(value));
      if (y(value) > 16) this.text(pen, `${number(value, Number.isInteger(value) ? 0 : 1)}°`, 3, y(value) - 3);
    }
    pen.beginPath();
    pen.setLineDash(curve.side === "right" ? [6, 3] : []);
    pen.strokeStyle = this.ink[curve.side] ?? this.ink.ink;
    pen.lineWidth = 2;
    pen.lineJoin = "round";
    const first = Math.max(indexShownAt(this.clock.times, this.window[0]) - 1, 0);
    let isDown = false;
    for (let i = first; i <= this.clock.last && this.clock.times[i] <= this.window[1] + 0.1; i++) {
      const value = curve.series[i];
      if (value === null) isDown = false;
      else {
        if (isDown) pen.lineTo(x(this.clock.times[i]), y(value));
        else pen.moveTo(x(this.clock.times[i]), y(value));
        isDown = true;
      }
    }
    pen.stroke();
    pen.setLineDash([]);
    const now = curve.series[this.clock.frame];
    lane.output.textContent = now === null || now === undefined ? "–" : `${number(now)}°`;
    if (now === null || now === undefined) return;
    pen.beginPath();
    pen.arc(x(this.clock.time), y(now), 4, 0, 2 * Math.PI);
    pen.fillStyle = this.ink[curve.side] ?? this.ink.ink;
    pen.fill();
  }

  shade(pen, side, { x, height }) {
    pen.fillStyle = this.ink.band;
    pen.globalAlpha = 0.45;
    for (const stance of this.stances) if (stance.side === side) pen.fillRect(x(stance.start), 0, x(stance.end) - x(stance.start), height);
    pen.globalAlpha = 1;
  }

  cursor(pen, at, height) {
    pen.fillStyle = this.ink.ink;
    pen.fillRect(at - 0.75, 0, 1.5, height);
  }

  rule(pen, x1, y1, x2, y2) {
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.lineWidth = 1;
    pen.strokeStyle = this.ink.rule;
    pen.stroke();
  }

  text(pen, words, x, y) {
    pen.fillStyle = this.ink["ink-soft"];
    pen.fillText(words, x, y);
  }
}
