// The trees of a page: each is unpacked once, when it is first drawn, and what was asked of it is kept.
function flameTrees(descriptions) {
  const whole = new Map();

  // asked: own, rec, rev and f, as the flame graph's state has them; steps: a stretch of time, or null.
  async function load(index, asked, steps) {
    if (!whole.has(index)) {
      whole.set(index, unpack(document.getElementById('flame-' + index).textContent)
        .then((bytes) => ({ forward: decodeTree(bytes, descriptions[index]) })));
    }
    const entry = await within(await whole.get(index), index, steps);
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

  // Of stretches of time the last one is kept.
  async function within(entry, index, steps) {
    const packed = document.getElementById('flame-times-' + index);
    if (!steps || !packed) return entry;
    if (!entry.times) entry.times = unpack(packed.textContent).then(decodeTimes);
    const times = await entry.times;
    const [first, last] = groups(index, steps);
    if (!entry.part || entry.part.first !== first || entry.part.last !== last) {
      entry.part = { first, last, forward: windowedTree(entry.forward, times, first, last) };
    }
    return entry.part;
  }

  function groups(index, steps) {
    return steps.map((step) => Math.floor(step / descriptions[index].groupSteps));
  }

  return { load, groups };
}
