/* Resumable uploads after tus 1.0: no DOM in here. The server says how much it has; we send the
   rest in pieces, wait when the line is down, and stop where it refuses. */
const VERSION = "1.0.0";
const PIECE_BYTES = 8 * 1024 * 1024;
const PATIENCE_MS = [500, 1500, 4000, 8000, 15000, 30000];

/** The server said no for good; `errors` is {field: message}. */
export class Refusal extends Error {
  constructor(message, errors = {}) {
    super(message);
    this.errors = errors;
  }
}

/** Text pairs as an Upload-Metadata header: `key base64, key base64`. */
export function metadata(said) {
  return Object.entries(said)
    .filter(([, text]) => text !== "")
    .map(([key, text]) => `${key} ${base64(text)}`)
    .join(",");
}

function base64(text) {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export async function createUpload({ address, file, said, csrf }) {
  const answer = await fetch(address, {
    method: "POST",
    redirect: "manual",
    headers: {
      "Tus-Resumable": VERSION,
      "Upload-Length": String(file.size),
      "Upload-Metadata": metadata(said),
      "X-CSRFToken": csrf,
    },
  });
  if (answer.status !== 201) throw await refusalOf(answer);
  return answer.headers.get("Location");
}

export async function forgetUpload({ address, csrf }) {
  await fetch(address, { method: "DELETE", headers: { "Tus-Resumable": VERSION, "X-CSRFToken": csrf } });
}

/** Sends what the server lacks; resolves with the address of the analysis. */
export async function sendFile({ address, file, csrf, onProgress, onWait, signal }) {
  let failures = 0;
  for (;;) {
    try {
      const state = await stateOf(address, signal);
      if (state.done) return state.done;
      onProgress(state.offset);
      await sendPiece({ address, file, csrf, offset: state.offset, onProgress, signal });
      failures = 0;
    } catch (error) {
      if (error instanceof Refusal || signal.aborted) throw error;
      if (failures >= PATIENCE_MS.length) throw new Error("The connection is down. What was sent is kept; go on when it is back.");
      onWait(PATIENCE_MS[failures]);
      await pause(PATIENCE_MS[failures++], signal);
    }
  }
}

async function stateOf(address, signal) {
  const answer = await fetch(address, { method: "HEAD", redirect: "manual", headers: { "Tus-Resumable": VERSION }, signal });
  if (answer.status === 404 || answer.status === 410) throw new Refusal("The server no longer has this upload. Start it again.");
  if (!answer.ok) throw answer.headers.has("Tus-Resumable") ? new Error("busy") : signedOut();
  return {
    offset: Number(answer.headers.get("Upload-Offset")),
    done: answer.headers.get("Midstance-Location"),
  };
}

/* XMLHttpRequest, because fetch cannot say how much of a body has gone out. */
function sendPiece({ address, file, csrf, offset, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", address);
    request.setRequestHeader("Tus-Resumable", VERSION);
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.setRequestHeader("X-CSRFToken", csrf);
    request.upload.addEventListener("progress", (event) => onProgress(offset + event.loaded));
    request.addEventListener("load", () => {
      if (request.status === 204) resolve();
      else if ([409, 423, 502, 503, 504].includes(request.status)) reject(new Error("try again"));
      else reject(new Refusal(messageIn(request.responseText)));
    });
    request.addEventListener("error", () => reject(new Error("line down")));
    request.addEventListener("abort", () => reject(new DOMException("paused", "AbortError")));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file.slice(offset, offset + PIECE_BYTES));
  });
}

async function refusalOf(answer) {
  if (answer.type === "opaqueredirect" || !answer.headers.has("Tus-Resumable")) return signedOut();
  const said = await answer.json().catch(() => ({}));
  return new Refusal(said.message ?? "The server refused the upload.", said.errors);
}

function signedOut() {
  return new Refusal("You are signed out. Sign in in another tab, then send the clip again; what was sent is kept.");
}

function messageIn(text) {
  try {
    return JSON.parse(text).message;
  } catch {
    return "The server could not take the clip. Try again in a minute.";
  }
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("paused", "AbortError"));
    }, { once: true });
  });
}
