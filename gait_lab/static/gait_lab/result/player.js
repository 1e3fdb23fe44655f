/* <video> stepped by frames with their true times. `stretch`: seconds of video per real second. */
import { frameLength, indexShownAt } from "./time.js";

export class Player {
  constructor(video, clock, { stretch }) {
    this.video = video;
    this.clock = clock;
    this.stretch = stretch;
    this.isSought = false;
    video.controls = false;
    video.muted = true;
    clock.addEventListener("frame", (event) => event.detail.from !== "video" && this.seek());
    video.addEventListener("seeked", () => {
      if (this.isSought) this.seek();
      else this.announce(video.currentTime);
    });
    video.addEventListener("loadeddata", () => this.seek());
    this.watch();
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) this.seek();
  }

  get isPlaying() {
    return !this.video.paused && !this.video.ended;
  }

  toggle() {
    if (this.isPlaying) return this.pause();
    if (this.clock.frame >= this.clock.last) this.clock.want(0);
    return this.video.play();
  }

  pause() {
    this.video.pause();
  }

  /** `share` of real speed. */
  setSpeed(share) {
    this.video.playbackRate = Math.min(Math.max(share * this.stretch, 0.0625), 16);
  }

  step(frames) {
    this.pause();
    this.clock.want(this.clock.frame + frames);
  }

  /* Aim at the middle of a frame: browsers round times. One seek at a time; the last wish wins. */
  seek() {
    if (this.video.seeking) {
      this.isSought = true;
      return;
    }
    this.isSought = false;
    const { times, frame } = this.clock;
    this.video.currentTime = (times[frame] + frameLength(times, frame) / 2) * this.stretch;
  }

  watch() {
    if (!this.video.requestVideoFrameCallback) {
      this.video.addEventListener("timeupdate", () => this.announce(this.video.currentTime));
      return;
    }
    const next = (_, frame) => {
      this.announce(frame.mediaTime + 1e-4);
      this.video.requestVideoFrameCallback(next);
    };
    this.video.requestVideoFrameCallback(next);
  }

  announce(mediaTime) {
    const shown = indexShownAt(this.clock.times, mediaTime / this.stretch + frameLength(this.clock.times, 0) * 0.1);
    if (this.isPlaying) this.clock.want(shown, { from: "video" });
    this.clock.show(shown);
  }
}
