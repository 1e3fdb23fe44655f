/* <button data-handin> opens <dialog id="bench-handin">: what is still open is named, then the
   form hands the work in with the version that was last saved. */
import { stillOpen } from "./work.js";

export function startHandin(bench) {
  const dialog = document.getElementById("bench-handin");
  const list = dialog.querySelector("[data-open-list]");
  const form = dialog.querySelector("form");

  for (const button of document.querySelectorAll("[data-handin]")) {
    button.addEventListener("click", async () => {
      button.setAttribute("aria-busy", "true");
      const safe = await bench.autosave.flush();
      button.removeAttribute("aria-busy");
      if (!safe) {
        if (!bench.autosave.isStopped) bench.say("Your work is not saved yet, so it cannot be handed in. Check the connection and try again.", { loud: true });
        return;
      }
      const open = stillOpen(bench.history.work, bench.data.measures);
      list.replaceChildren(...open.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
      dialog.querySelector("[data-open-part]").hidden = open.length === 0;
      dialog.querySelector("[data-all-done]").hidden = open.length > 0;
      form.elements.version.value = bench.autosave.version;
      dialog.showModal();
    });
  }
  form.addEventListener("submit", () => {
    form.querySelector("[type=submit]").setAttribute("aria-busy", "true");
  });
}
