/* <canvas> over the <video>: the runner's segments and near-leg angles on the frame shown. The far
   leg is thin and dashed, because what is seen of it is less sure. */
import { number } from "../numbers.js";
import { inkOf, sharpen } from "./ink.js";

const LEG = [["hip", "knee"], ["knee", "ankle"], ["ankle", "heel"], ["heel", "foot_index"], ["ankle", "foot_index"]];
const ARM = [["shoulder", "elbow"], ["elbow", "wrist"]];

export class Overlay {
  constructor(canvas, video, clock, { landmarks, clip, curves }) {
    Object.assign(this, { canvas, video, clock, landmarks, clip });
    this.isOn = true;
    this.place = new Map(landmarks.names.map((name, index) => [name, index]));
    this.knees = new Map(curves.filter((c) => c.name === "knee_flexion_deg").map((c) => [c.side, c.series]));
    this.trunk = curves.find((c) => c.name === "trunk_lean_deg")?.series;
    this.ink = Object.fromEntries(["left", "right", "ink", "paper"].map((name) => [name, inkOf(canvas.parentElement, `--${name}`)]));
    clock.addEventListener("shown", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  toggle() {
    this.isOn = !this.isOn;
    this.draw();
    return this.isOn;
  }

  draw() {
    const { pen, width, height } = sharpen(this.canvas);
    const frame = this.landmarks.xy_px[this.clock.shownFrame];
    if (!this.isOn || !frame) return;
    const [across, down] = this.landmarks.image_size_px;
    const scale = Math.min(width / across, height / down);
    const left = (width - across * scale) / 2;
    const top = (height - down * scale) / 2;
    this.at = (name) => {
      const point = frame[this.place.get(name)];
      return point && point[0] !== null ? [left + point[0] * scale, top + point[1] * scale] : null;
    };
    this.weight = Math.max(2, (down * scale) / 240);
    this.body(pen);
    const near = this.clip.near_side;
    for (const side of ["left", "right"]) if (near && side !== near) this.leg(pen, side, { isNear: false });
    for (const side of ["left", "right"]) if (!near || side === near) this.leg(pen, side, { isNear: true });
    if (near) this.angles(pen, near);
  }

  body(pen) {
    const hip = middle(this.at("left_hip"), this.at("right_hip"));
    const shoulder = middle(this.at("left_shoulder"), this.at("right_shoulder"));
    const lines = this.clip.view === "rear"
      ? [[this.at("left_hip"), this.at("right_hip")], [this.at("left_shoulder"), this.at("right_shoulder")], [hip, shoulder]]
      : [[hip, shoulder]];
    for (const [a, b] of lines) this.line(pen, a, b, { colour: this.ink.ink, weight: this.weight });
    for (const side of ["left", "right"]) {
      if (this.clip.near_side && side !== this.clip.near_side) continue;
      for (const [a, b] of ARM) this.line(pen, this.at(`${side}_${a}`), this.at(`${side}_${b}`), { colour: this.ink.ink, weight: this.weight * 0.6, alpha: 0.6 });
    }
  }

  leg(pen, side, { isNear }) {
    const look = { colour: this.ink[side], weight: this.weight * (isNear ? 1.5 : 0.75), dash: isNear ? [] : [6, 5], alpha: isNear ? 1 : 0.7 };
    for (const [a, b] of LEG) this.line(pen, this.at(`${side}_${a}`), this.at(`${side}_${b}`), look);
    if (!isNear) return;
    for (const joint of ["hip", "knee", "ankle"]) {
      const at = this.at(`${side}_${joint}`);
      if (!at) continue;
      pen.beginPath();
      if (side === "right") pen.rect(at[0] - this.weight * 1.6, at[1] - this.weight * 1.6, this.weight * 3.2, this.weight * 3.2);
      else pen.arc(at[0], at[1], this.weight * 1.8, 0, 2 * Math.PI);
      pen.fillStyle = this.ink.paper;
      pen.fill();
      pen.lineWidth = this.weight * 0.8;
      pen.strokeStyle = this.ink[side];
      pen.stroke();
    }
  }

  angles(pen, side) {
    const knee = this.knees.get(side)?.[this.clock.shownFrame];
    const at = this.at(`${side}_knee`);
    if (knee !== null && knee !== undefined && at) this.label(pen, `${number(knee)}°`, at, this.ink[side]);
    const lean = this.trunk?.[this.clock.shownFrame];
    const chest = middle(this.at("left_shoulder"), this.at("right_shoulder"));
    if (lean !== null && lean !== undefined && chest) this.label(pen, `${number(lean)}°`, chest, this.ink.ink);
  }

  label(pen, text, [x, y], colour) {
    pen.font = `600 ${Math.max(12, this.weight * 6)}px "Source Sans 3", sans-serif`;
    const wide = pen.measureText(text).width;
    const tall = Math.max(12, this.weight * 6);
    const sign = this.clip.facing === "left" ? -1 : 1;
    const left = sign > 0 ? x + tall * 0.9 : x - tall * 0.9 - wide;
    pen.globalAlpha = 0.82;
    pen.fillStyle = this.ink.paper;
    pen.beginPath();
    pen.roundRect(left - 5, y - tall * 0.75, wide + 10, tall * 1.4, 4);
    pen.fill();
    pen.globalAlpha = 1;
    pen.fillStyle = colour;
    pen.fillText(text, left, y + tall * 0.35);
  }

  line(pen, a, b, { colour, weight, dash = [], alpha = 1 }) {
    if (!a || !b) return;
    pen.save();
    pen.lineCap = "round";
    pen.setLineDash(dash);
    pen.globalAlpha = alpha;
    pen.beginPath();
    pen.moveTo(...a);
    pen.lineTo(...b);
    pen.lineWidth = weight + 2;
    pen.strokeStyle = this.ink.paper;
    if (!dash.length) pen.stroke();
    pen.lineWidth = weight;
    pen.strokeStyle = colour;
    pen.stroke();
    pen.restore();
  }
}

function middle(a, b) {
  return a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : null;
}
