/* The result page: <section data-stage data-source data-landmarks> with a <video>, an
   overlay <canvas>, a transport, a slider over all frames and the tracks. Elsewhere on the page
   <a data-frame="n"> shows that frame. */
import { Clock } from "./clock.js";
import { Overlay } from "./overlay.js";
import { Player } from "./player.js";
import { nextEventFrame } from "./time.js";
import { Tracks } from "./tracks.js";
import { Zoom } from "./zoom.js";

const stage = document.querySelector("[data-stage]");
const part = (name) => stage.querySelector(`[data-${name}]`);
const FINE_STEPS = 1;

if (stage) start().catch(apologise);

async function start() {
  const data = await read(stage.dataset.source);
  const { clip, events } = data.result;
  const clock = new Clock(data.frame_times_s);
  const video = stage.querySelector("video");
  const player = new Player(video, clock, { stretch: data.video_slowdown });
  const curves = data.curves ?? [];
  for (const piece of stage.querySelectorAll("[data-with-scripts]")) piece.hidden = false;
  for (const piece of stage.querySelectorAll("[data-without-scripts]")) piece.remove();

  const tracks = new Tracks(part("tracks"), clock, { events, curves, clip, span: Number(part("span").value) || Infinity });
  part("tracks").addEventListener("scrub", () => player.pause());
  transport({ clock, player, tracks, events, video });
  keys({ clock, player, events });
  links({ clock, player });
  clock.want(Number(stage.dataset.start));
  if (stage.dataset.landmarks && part("canvas")) await overlay({ clock, video, clip, curves });
}

function apologise(error) {
  console.error(error);
  const words = document.createElement("p");
  words.className = "player__loading";
  words.setAttribute("role", "alert");
  words.textContent = "The frames could not be loaded. Reload the page; the numbers beside it are complete.";
  stage.append(words);
}

async function read(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function overlay({ clock, video, clip, curves }) {
  const button = part("overlay");
  const landmarks = await read(stage.dataset.landmarks);
  const drawn = new Overlay(part("canvas"), video, clock, { landmarks, clip, curves });
  button.disabled = false;
  button.addEventListener("click", () => button.setAttribute("aria-pressed", String(drawn.toggle())));
  drawn.draw();
  zoom({ clock, landmarks });
}

function zoom({ clock, landmarks }) {
  const zoomed = new Zoom(part("frame-box"), clock, landmarks);
  const button = part("zoom");
  button.hidden = !zoomed.isWorthIt;
  button.addEventListener("click", () => button.setAttribute("aria-pressed", String(zoomed.toggle())));
}

function transport({ clock, player, tracks, events, video }) {
  const slider = part("slider");
  slider.max = clock.last;
  slider.addEventListener("input", () => {
    player.pause();
    clock.want(Number(slider.value));
  });
  const play = part("play");
  play.addEventListener("click", () => player.toggle());
  for (const kind of ["play", "pause", "ended"]) {
    video.addEventListener(kind, () => {
      play.dataset.state = player.isPlaying ? "playing" : "paused";
      play.setAttribute("aria-label", player.isPlaying ? "Pause" : "Play");
    });
  }
  part("back").addEventListener("click", () => player.step(-FINE_STEPS));
  part("forward").addEventListener("click", () => player.step(FINE_STEPS));
  part("event-back").addEventListener("click", () => toEvent({ clock, player, events }, -1));
  part("event-forward").addEventListener("click", () => toEvent({ clock, player, events }, 1));
  const setSpeed = () => player.setSpeed(Number(part("speed").value));
  part("speed").addEventListener("change", setSpeed);
  setSpeed();
  part("span").addEventListener("change", (event) => tracks.setSpan(Number(event.target.value) || Infinity));

  const say = () => {
    const words = `${clock.time.toFixed(3)} s`;
    part("time").textContent = words;
    part("number").textContent = `frame ${clock.frame}`;
    slider.value = clock.frame;
    const here = events.filter((e) => e.frame === clock.frame).map(eventWords);
    slider.setAttribute("aria-valuetext", [`frame ${clock.frame}, ${words}`, ...here].join(", "));
    flash(here.join(" · "));
  };
  clock.addEventListener("frame", say);
  say();
}

function flash(words) {
  const box = part("flash");
  box.textContent = words;
  box.hidden = !words;
}

function eventWords({ kind, side }) {
  return `${side} ${kind === "initial_contact" ? "contact" : "toe-off"}`;
}

function toEvent({ clock, player, events }, direction) {
  const frame = nextEventFrame(events, clock.frame, direction);
  if (frame === null) return;
  player.pause();
  clock.want(frame);
}

/* Arrows step frames while the stage has the focus, or nothing on the page has. */
function keys({ clock, player, events }) {
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input, select, textarea, button, a, summary, dialog");
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (busy && !(stage.contains(busy) && event.key.startsWith("Arrow") && busy.matches("button"))) return;
    if (event.target !== document.body && !stage.contains(event.target) && event.target.id !== "main") return;
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (direction && event.shiftKey) toEvent({ clock, player, events }, direction);
    else if (direction) player.step(direction);
    else if (event.key === " ") player.toggle();
    else return;
    event.preventDefault();
  });
}

function links({ clock, player }) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-frame]");
    if (!link) return;
    event.preventDefault();
    link.closest("dialog")?.close();
    player.pause();
    clock.want(Number(link.dataset.frame));
    stage.scrollIntoView({ block: "nearest" });
    part("slider").focus({ preventScroll: true });
  });
}
