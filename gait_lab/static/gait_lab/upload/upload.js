/* <form data-upload="/lab/uploads/">: the ordinary form, sent in pieces that survive a broken line.
   <div data-resumable="/lab/uploads/<id>/" data-bytes>: an upload to be taken up again. */
import { size, startDrop } from "./drop.js";
import { createUpload, forgetUpload, Refusal, sendFile } from "./tus.js";

const form = document.querySelector("form[data-upload]");
const input = form.querySelector("input[name=clip]");
const part = (name) => form.querySelector(`[data-${name}]`);
const csrf = form.elements.csrfmiddlewaretoken.value;
const KMH_PER_MPS = 3.6;

let line = null; // AbortController of the transfer that is running
let current = null; // {address, file}

for (const piece of document.querySelectorAll("[data-with-scripts]")) piece.hidden = false;
startDrop(part("drop"), input, { maxBytes: Number(form.dataset.maxBytes), onTrouble: say });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (line) return;
  clearFieldErrors();
  const file = input.files[0];
  if (!file) return refuse(new Refusal("Choose a clip first.", { clip: "Choose a clip first." }));
  try {
    busy(true);
    current = { file, address: await createUpload({ address: form.dataset.upload, file, said: said(), csrf }) };
    await send();
  } catch (error) {
    refuse(error);
  }
});

part("pause").addEventListener("click", () => (line ? hold() : send().catch(refuse)));
part("cancel").addEventListener("click", async () => {
  line?.abort();
  if (current) await forgetUpload({ address: current.address, csrf });
  current = null;
  busy(false);
  say("");
});

for (const box of document.querySelectorAll("[data-resumable]")) {
  box.querySelector("[data-resume-file]").addEventListener("change", (event) => {
    const file = event.target.files[0];
    if (!file) return;
    if (file.size !== Number(box.dataset.bytes)) return say("That is another file: its size differs. Choose the same one, or forget the upload and start again.");
    current = { file, address: box.dataset.resumable };
    box.hidden = true;
    busy(true);
    send().catch(refuse);
  });
  box.querySelector("[data-forget]").addEventListener("click", async () => {
    await forgetUpload({ address: box.dataset.resumable, csrf });
    box.remove();
  });
}

async function send() {
  line = new AbortController();
  words("Sending");
  pauseButton("Pause");
  try {
    location.assign(await sendFile({
      ...current,
      csrf,
      signal: line.signal,
      onProgress: (sent) => {
        words(sent < current.file.size ? "Sending" : "Checking the clip");
        const share = (100 * sent) / current.file.size;
        part("progress").querySelector("progress").value = share;
        part("progress-share").textContent = `${size(sent)} of ${size(current.file.size)}, ${Math.floor(share)} %`;
      },
      onWait: (ms) => words(`The connection is down. Trying again in ${Math.round(ms / 1000) || 1} s`),
    }));
  } finally {
    line = null;
  }
}

function hold() {
  line.abort();
  words("Paused. What was sent is kept for a day.");
  pauseButton("Go on");
}

function refuse(error) {
  if (error.name === "AbortError") return;
  if (error instanceof Refusal) {
    busy(false);
    current = null;
    for (const [name, message] of Object.entries(error.errors)) showFieldError(name, message);
    say(error.message);
    return;
  }
  words(error.message);
  pauseButton("Try again");
}

/* The words and units the service knows: metres a second, and a point in decimals. */
function said() {
  const data = new FormData(form);
  const text = (name) => String(data.get(name) ?? "").trim();
  const speed = text("speed_kmh").replace(",", ".");
  const known = { speed_mps: speed && !Number.isNaN(Number(speed)) ? (Number(speed) / KMH_PER_MPS).toFixed(4) : speed };
  for (const name of ["title", "subject", "ground", "purpose", "view", "near_side", "height_cm", "capture_rate_hz"]) known[name] = text(name);
  return known;
}

function busy(on) {
  part("progress").hidden = !on;
  part("pause").hidden = !on;
  part("cancel").hidden = !on;
  part("send").hidden = on;
}

function words(text) {
  const line = part("progress-words");
  if (line.textContent !== text) line.textContent = text;
}

function pauseButton(text) {
  part("pause").querySelector("span").textContent = text;
}

function say(text) {
  const box = part("trouble");
  box.hidden = !text;
  box.textContent = text;
  if (text) box.focus();
}

function showFieldError(name, message) {
  const field = form.querySelector(`[name="${name === "speed_mps" ? "speed_kmh" : name}"]`)?.closest(".field");
  if (!field) return;
  field.classList.add("field--bad");
  const list = document.createElement("ul");
  list.className = "field__errors";
  list.dataset.fromServer = "";
  const item = document.createElement("li");
  item.textContent = message;
  list.append(item);
  field.append(list);
}

function clearFieldErrors() {
  say("");
  for (const list of form.querySelectorAll("[data-from-server]")) list.remove();
  for (const field of form.querySelectorAll(".field--bad")) field.classList.remove("field--bad");
}
