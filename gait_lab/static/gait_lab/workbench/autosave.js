/* Saves the work a moment after a change, and at the latest then again, one request at a time, with the version it was
   based on. `send(content, version)` answers a Response; no DOM here.
   States told to `tell`: unsaved · saving · saved · waiting (no network) · conflict · closed · refused. */
const PAUSE_MS = 600;
const RETRY_MS = [2000, 5000, 10000, 30000];

export function makeAutosave({ send, tell, version, later = setTimeout, forget = clearTimeout }) {
  let pending = null;
  let timer = null;
  let busy = null;
  let failures = 0;
  let stopped = false;
  let refused = false;

  async function post() {
    const content = pending;
    pending = null;
    tell("saving", {});
    let response;
    try {
      response = await send(content, version);
    } catch {
      response = null;
    }
    if (response === null || response.status >= 500 || response.status === 429) return failed(content);
    failures = 0;
    return answered(response);
  }

  function failed(content) {
    pending ??= content;
    const wait = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)];
    failures += 1;
    tell("waiting", {});
    timer = later(flush, wait);
    return false;
  }

  async function answered(response) {
    const body = await response.json().catch(() => ({}));
    refused = !response.ok;
    if (response.ok) {
      version = body.version;
      tell("saved", body);
      return true;
    }
    stopped = response.status !== 400;
    const state = { 409: "conflict", 410: "closed", 403: "closed" }[response.status] ?? "refused";
    tell(state, body);
    return false;
  }

  /* Save what is waiting now; true when the server holds everything. */
  async function flush() {
    forget(timer);
    timer = null;
    if (busy) await busy;
    if (stopped) return false;
    if (pending === null) return !refused;
    busy = post();
    const ok = await busy;
    busy = null;
    if (ok && pending !== null) return flush();
    return ok;
  }

  return {
    get version() { return version; },
    get isClean() { return pending === null && busy === null && !refused; },
    get isStopped() { return stopped; },
    save(content) {
      if (stopped) return;
      pending = content;
      if (failures === 0) tell("unsaved", {});
      // Not put off by further changes: steady work would otherwise never be saved.
      timer ??= later(flush, PAUSE_MS);
    },
    flush,
  };
}
