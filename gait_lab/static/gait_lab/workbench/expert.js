/* The experts' side of the workbench: the machine's value beside one's own, tolerance bands,
   freezing. Loaded only where the page carries the machine's data. */
import { number, signed } from "../numbers.js";
import { measureAngleDeg } from "./geometry.js";

const PAUSE_MS = 500;

export function startExpert(bench) {
  const { root, data, history } = bench;

  bench.extraDraw = () => {
    for (const row of root.querySelectorAll("[data-measure]")) {
      const name = row.dataset.measure;
      const own = measureAngleDeg(name, history.work.points[name]?.points ?? {}, data.clip.facing);
      const machine = data.machine.values[name]?.machine_value ?? null;
      const drawn = history.work.points[name]?.frame;
      const cell = row.querySelector("[data-machine]");
      const moved = drawn !== undefined && drawn !== data.machine.values[name]?.machine_frame;
      if (machine === null) cell.textContent = "machine: no value";
      else if (own === null || moved) cell.textContent = `machine ${number(machine, 1)}° on frame ${data.machine.values[name].machine_frame}`;
      else cell.textContent = `machine ${number(machine, 1)}°, you ${signed(own - machine, 1)}°`;
    }
  };

  const inputs = [...root.querySelectorAll("[data-band]")];
  let timer = null;
  for (const input of inputs) {
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(saveBands, PAUSE_MS);
    });
  }

  async function saveBands() {
    const bands = {};
    for (const input of inputs) (bands[input.dataset.band] ??= {})[input.dataset.edge] = input.value;
    const words = root.querySelector("[data-bands-said]");
    try {
      const response = await fetch(data.urls.bands, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": data.csrf },
        body: JSON.stringify({ bands }),
        credentials: "same-origin",
      });
      const body = await response.json().catch(() => ({}));
      words.textContent = response.ok ? "Bands saved." : (body.message ?? "The bands could not be saved.");
      words.classList.toggle("is-bad", !response.ok);
    } catch {
      words.textContent = "The bands are not saved. Check the connection, then change one again.";
      words.classList.add("is-bad");
    }
  }

  const dialog = document.getElementById("bench-freeze");
  root.querySelector("[data-freeze]").addEventListener("click", async () => {
    if (!(await bench.autosave.flush())) return;
    clearTimeout(timer);
    await saveBands();
    dialog.querySelector("form").elements.version.value = bench.autosave.version;
    dialog.showModal();
  });
  bench.redraw();
}
