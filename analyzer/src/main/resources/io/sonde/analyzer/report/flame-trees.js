// The trees of a page: each is unpacked once, when it is first drawn, and what was asked of it is kept.
function flameTrees(descriptions) {
  const whole = new Map();
  const unpackedTimes = new Map();

  // asked: own, rec, rev and f, as the flame graph's state has them; stretch: from and to in seconds, or null; allowed:
  // owners that are drawn, or null for all.
  async function load(index, asked, stretch, allowed) {
    if (!whole.has(index)) {
      whole.set(index, unpack(document.getElementById('flame-' + index).textContent)
        .then((bytes) => ({ forward: decodeTree(bytes, descriptions[index]) })));
    }
    const entry = await partial(await whole.get(index), index, stretch, allowed);
    const forward = kept(entry, 'own ' + [asked.own, asked.rec], () => {
      const own = asked.own ? ownTree(entry.forward) : entry.forward;
      return asked.rec ? withoutRecursion(own) : own;
    });
    // One method of many is not kept: it is quickly made again.
    if (asked.f) return focusedTree(forward, asked.f, asked.rev);
    return asked.rev ? kept(entry, 'reversed ' + [asked.own, asked.rec], () => reversedTree(forward)) : forward;
  }

  function kept(entry, key, make) {
    if (!entry.shown) entry.shown = new Map();
    if (!entry.shown.has(key)) entry.shown.set(key, make());
    return entry.shown.get(key);
  }

  // When samples were taken, or null where the page does not hold it.
  function times(index) {
    if (!unpackedTimes.has(index)) {
      const packed = document.getElementById('flame-times-' + index);
      unpackedTimes.set(index, packed ? unpack(packed.textContent).then(decodeTimes) : Promise.resolve(null));
    }
    return unpackedTimes.get(index);
  }

  // Of parts of a tree the last one is kept.
  async function partial(entry, index, stretch, allowed) {
    const taken = stretch || allowed ? await times(index) : null;
    if (!taken) return entry;
    const [first, last] = stretch ? parts(index, stretch) : [0, taken.parts];
    const key = [first, last, allowed ? allowed.join('') : ''].join();
    if (!entry.part || entry.part.key !== key) {
      entry.part = { key, forward: partialTree(entry.forward, taken, first, last, allowed) };
    }
    return entry.part;
  }

  // First and last of the parts of the time that a stretch touches.
  function parts(index, stretch) {
    const seconds = descriptions[index].partSeconds;
    const first = Math.floor(stretch[0] / seconds + 1e-6);
    return [first, Math.max(first, Math.ceil(stretch[1] / seconds - 1e-6) - 1)];
  }

  return { load, times, parts };
}
