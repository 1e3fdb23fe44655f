/* <div data-frame-box> holds video and overlay inside the viewer: drawn larger so that the runner
   fills the stage, and moved along with a runner who crosses the picture. */
import { runnerBox, zoomTransform } from "./framing.js";

const STILL_SHARE = 0.1; // a runner who wanders less than this share of the width is on a treadmill
const WORTH_IT = 1.15;

export class Zoom {
  constructor(box, clock, landmarks) {
    Object.assign(this, { box, clock, size: landmarks.image_size_px });
    this.runner = runnerBox(landmarks.xy_px, { stillShare: STILL_SHARE, width: this.size[0] });
    this.isOn = true;
    clock.addEventListener("shown", () => this.apply());
    new ResizeObserver(() => this.apply()).observe(box.parentElement);
    this.apply();
  }

  get isWorthIt() {
    return this.runner !== null && this.at(this.clock.shownFrame).scale >= WORTH_IT;
  }

  toggle() {
    this.isOn = !this.isOn;
    this.apply();
    return this.isOn;
  }

  at(frame) {
    const { clientWidth, clientHeight } = this.box.parentElement;
    return zoomTransform({ view: [clientWidth, clientHeight], picture: this.size, runner: this.runner, frame });
  }

  apply() {
    if (!this.runner || !this.isOn) {
      this.box.style.transform = "";
      return;
    }
    const { scale, x, y } = this.at(this.clock.shownFrame);
    this.box.style.transform = `translate(${x.toFixed(2)}px, ${y.toFixed(2)}px) scale(${scale.toFixed(4)})`;
  }
}
