/* The one frame everything looks at. "frame": another frame is wanted. "shown": the picture of a
   frame is on screen. */
export class Clock extends EventTarget {
  constructor(times) {
    super();
    this.times = times;
    this.frame = 0;
    this.shownFrame = 0;
  }

  get time() {
    return this.times[this.frame];
  }

  get last() {
    return this.times.length - 1;
  }

  want(frame, { from = "reader" } = {}) {
    const kept = Math.min(Math.max(Math.round(frame), 0), this.last);
    if (kept === this.frame) return;
    this.frame = kept;
    this.dispatchEvent(new CustomEvent("frame", { detail: { from } }));
  }

  show(frame) {
    this.shownFrame = frame;
    this.dispatchEvent(new CustomEvent("shown"));
  }
}
