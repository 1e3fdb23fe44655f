/* Stills by index: fetched once, kept decoded near the one looked at, neighbours ahead of time. */
const KEEP = 60;
const AHEAD = 4;

export function makeFrames(frames, urlOf) {
  const images = new Map();

  function load(index) {
    let entry = images.get(index);
    if (!entry) {
      const image = new Image();
      image.decoding = "async";
      image.src = urlOf(frames[index].frame);
      entry = image.decode().then(() => image);
      entry.catch(() => images.delete(index));
    } else {
      images.delete(index); // re-inserted below: the newest is last
    }
    images.set(index, entry);
    if (images.size > KEEP) images.delete(images.keys().next().value);
    return entry;
  }

  return {
    count: frames.length,
    load,
    prefetch(index, direction = 1) {
      for (let step = 1; step <= AHEAD; step += 1) {
        const next = index + step * direction;
        if (next >= 0 && next < frames.length) load(next).catch(() => {});
      }
      const back = index - direction;
      if (back >= 0 && back < frames.length) load(back).catch(() => {});
    },
  };
}
