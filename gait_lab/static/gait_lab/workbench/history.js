/* The work, its past and its future. `memory` (sessionStorage or nothing) carries them over a
   reload as long as the server still holds the version they belong to. */
const DEPTH = 60;

export function makeHistory(work, { memory = null, key = "", version = 0 } = {}) {
  let present = work;
  let past = [];
  let future = [];
  const watchers = [];

  const stored = read(memory, key);
  if (stored && stored.version === version) ({ past, future } = stored);

  const changed = (reason) => watchers.forEach((watch) => watch(present, reason));

  return {
    get work() { return present; },
    get canUndo() { return past.length > 0; },
    get canRedo() { return future.length > 0; },
    watch(watcher) { watchers.push(watcher); },
    /* `merge` joins quick changes of one kind (a drag, nudges) into a single step of undo. */
    change(next, { merge = null } = {}) {
      if (!next || next === present) return false;
      const last = past.at(-1);
      if (!(merge && last?.merge === merge && !future.length)) past.push({ work: present, merge });
      past = past.slice(-DEPTH);
      future = [];
      present = next;
      changed("change");
      return true;
    },
    endMerge() { if (past.length) past[past.length - 1].merge = null; },
    undo() { return this.travel(past, future, "undo"); },
    redo() { return this.travel(future, past, "redo"); },
    travel(from, to, reason) {
      const step = from.pop();
      if (!step) return false;
      to.push({ work: present, merge: null });
      present = step.work;
      changed(reason);
      return true;
    },
    remember(savedVersion) {
      if (!memory) return;
      try {
        memory.setItem(key, JSON.stringify({ version: savedVersion, past, future }));
      } catch {
        memory.removeItem(key); // full: undo then ends at the reload
      }
    },
  };
}

function read(memory, key) {
  try {
    return JSON.parse(memory?.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
