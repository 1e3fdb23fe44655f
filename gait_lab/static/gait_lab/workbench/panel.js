/* The panel beside the still: marks, measures with their points, foot strike, findings, saving.
   Everything is in the page already (templates/gait_lab/cases/_bench.html); this fills it. */
import { number } from "../numbers.js";
import { degreesPerPixel, measureAngleDeg } from "./geometry.js";
import * as works from "./work.js";

const SAVING = {
  unsaved: "Saving…",
  saving: "Saving…",
  saved: "Saved",
  waiting: "Not saved yet. Trying again…",
  conflict: "Not saved: another window has newer work",
  closed: "Closed",
  refused: "Not saved",
};

export function makePanel(bench) {
  const { root, data, history, ui, measures } = bench;
  const find = (selector) => root.querySelector(selector);
  const all = (selector) => [...root.querySelectorAll(selector)];

  function drawFrame() {
    const still = data.frames[ui.index];
    find("[data-frame]").textContent = still.frame;
    find("[data-time]").textContent = still.time_s.toFixed(3);
    for (const button of all("[data-mark]")) {
      button.setAttribute("aria-pressed", String(works.hasEvent(history.work, button.dataset.mark, still.frame)));
    }
    find("[data-undo]").disabled = !history.canUndo;
    find("[data-redo]").disabled = !history.canRedo;
  }

  function drawEvents() {
    for (const list of all("[data-events]")) {
      const events = works.eventsOfKind(history.work, list.dataset.events);
      const now = JSON.stringify([events, bench.frameNow()]);
      if (list.dataset.drawn === now) continue;
      list.dataset.drawn = now;
      list.replaceChildren(...events.map((event, number) => chip(event, number)));
      if (!events.length) list.append(Object.assign(document.createElement("li"), { textContent: "None yet", className: "quiet small" }));
    }
  }

  function chip(event, number) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = event.frame;
    button.setAttribute("aria-label", `Go to ${works.EVENT_NAMES[event.kind].toLowerCase()} ${number + 1}, frame ${event.frame}`);
    if (event.frame === bench.frameNow()) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => bench.goToFrame(event.frame));
    item.append(button);
    return item;
  }

  function drawMeasures(activePoint) {
    for (const row of all("[data-measure]")) {
      const measure = measures.get(row.dataset.measure);
      const drawn = history.work.points[measure.name];
      const on = ui.measure === measure.name;
      row.classList.toggle("is-on", on);
      row.querySelector("[data-arm]").setAttribute("aria-expanded", String(on));
      row.querySelector("[data-measure-body]").hidden = !on;
      const angle = measureAngleDeg(measure.name, drawn?.points ?? {}, data.clip.facing);
      row.querySelector("[data-angle]").textContent = angle === null ? "–" : `${number(angle, 1)}°`;
      row.querySelector("[data-where]").textContent = drawn ? `frame ${drawn.frame}` : "not measured";
      row.querySelector("[data-clear]").disabled = !drawn;
      for (const button of row.querySelectorAll("[data-point-key]")) drawPoint(button, measure, drawn, activePoint);
      drawHint(row, measure, drawn, activePoint);
    }
  }

  function drawPoint(button, measure, drawn, activePoint) {
    const key = button.dataset.pointKey;
    const placed = Boolean(drawn?.points[key]);
    button.classList.toggle("is-placed", placed);
    button.setAttribute("aria-pressed", String(ui.measure === measure.name && ui.point === key));
    button.querySelector("[data-state]").textContent = placed ? "placed" : activePoint?.key === key ? "place it now" : "open";
  }

  function drawHint(row, measure, drawn, activePoint) {
    const hint = row.querySelector("[data-hint]");
    if (ui.measure !== measure.name) return;
    if (activePoint) {
      const where = activePoint.on === "flat_foot" ? " Step to a frame with the foot flat first." : "";
      hint.textContent = `${activePoint.hint}.${where}`;
    } else {
      const [a, b] = measure.lines[0].map((key) => drawn?.points[key]);
      hint.textContent = a && b ? `Drag the points, or Tab to one and use the arrow keys. One pixel turns this line ${degreesPerPixel(a, b).toFixed(1)}°.` : "";
    }
    const away = drawn && drawn.frame !== bench.frameNow() && drawn.flat_frame !== bench.frameNow();
    row.querySelector("[data-go]").hidden = !away;
  }

  function drawAnswers() {
    for (const input of all("[name=foot_strike_class]")) input.checked = input.value === history.work.answers.foot_strike_class;
    const findings = history.work.answers.findings;
    for (const input of all("[name=finding]")) input.checked = findings?.includes(input.value) ?? false;
    const none = find("[name=no_finding]");
    none.checked = findings !== null && findings.length === 0;
  }

  function drawProgress() {
    const tasks = works.tasks(history.work, data.measures);
    const done = tasks.filter((task) => !task.open).length;
    find("[data-done]").value = done;
    find("[data-done-words]").textContent = `${done} of ${tasks.length} done`;
    for (const number of all("[data-part]")) {
      const isDone = tasks.every((task) => task.part !== number.dataset.part || !task.open);
      number.classList.toggle("is-done", isDone);
    }
  }

  /* On the picture itself what a press would place: the panel may be scrolled away. */
  function drawPrompt(activePoint) {
    const prompt = find("[data-prompt]");
    prompt.hidden = !activePoint;
    if (activePoint) prompt.textContent = `${measures.get(ui.measure).label}: place the ${activePoint.label.toLowerCase()}`;
  }

  return {
    draw({ activePoint }) {
      drawProgress();
      drawPrompt(activePoint);
      drawFrame();
      drawEvents();
      drawMeasures(activePoint);
      drawAnswers();
      bench.extraDraw?.();
    },

    bind(commands) {
      for (const button of all("[data-do]")) {
        const [name, by] = button.dataset.do.split(" ");
        button.addEventListener("click", () => commands[name](by === undefined ? undefined : Number(by)));
      }
      for (const button of all("[data-mark]")) {
        button.addEventListener("click", () => commands[button.dataset.mark === "toe_off" ? "toe_off" : "contact"]());
      }
      for (const row of all("[data-measure]")) bindMeasure(row);
      for (const input of all("[name=foot_strike_class]")) {
        input.addEventListener("change", () => history.change(works.answer(history.work, { foot_strike_class: input.value })));
      }
      for (const input of all("[name=finding]")) {
        input.addEventListener("change", () => history.change(works.toggleFinding(history.work, input.value, input.checked)));
      }
      find("[name=no_finding]").addEventListener("change", (event) => {
        history.change(works.answer(history.work, { findings: event.target.checked ? [] : null }));
      });
      find("[data-contrast]").addEventListener("input", (event) => commands.contrast(Number(event.target.value)));
    },

    saved(state, body) {
      const line = find("[data-saved]");
      const at = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      line.textContent = state === "saved" ? `${SAVING.saved} ${at}` : SAVING[state];
      line.dataset.state = state;
      if (state === "refused") bench.say(body.message ?? "The work could not be saved.", { loud: true });
      if (state === "conflict") document.getElementById("bench-conflict").showModal();
      if (state === "closed") {
        document.getElementById("bench-closed").showModal();
        document.querySelector("[data-closed-words]").textContent = body.message ?? "";
      }
    },
  };

  function bindMeasure(row) {
    const name = row.dataset.measure;
    row.querySelector("[data-arm]").addEventListener("click", () => bench.arm(name));
    row.querySelector("[data-clear]").addEventListener("click", () => {
      history.change(works.clearMeasure(history.work, name));
      ui.point = measures.get(name).points[0].key;
      bench.redraw();
    });
    row.querySelector("[data-go]").addEventListener("click", () => bench.goToFrame(history.work.points[name].frame));
    for (const button of row.querySelectorAll("[data-point-key]")) {
      button.addEventListener("click", () => bench.choose(button.dataset.pointKey));
    }
  }
}
