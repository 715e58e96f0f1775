// Heap after each collection with its live set, and the pauses, on one axis of time.
function memorySection(memory) {
  const after = memory.heap.filter((point) => point[2] === 1);
  const facts = el('p', { class: 'muted' });
  const heapBox = el('div', { class: 'chart' });
  const pauseBox = el('div', { class: 'chart' });
  const begin = after.length ? after[0][0] : memory.pauses.length ? memory.pauses[0][0] : 0;
  const live = liveSet(after);
  facts.textContent = `${significant(memory.collections)} collections stopped the application for ${formatNanos(memory.paused)} in all, ${formatNanos(memory.longest)} at the longest.`
    + (live.length > 1 ? ` The live set went from ${formatBytes(live[0])} to ${formatBytes(live[live.length - 1])}.` : '')
    + (memory.maxHeap > 0 ? ` The heap may grow to ${formatBytes(memory.maxHeap)}.` : '');
  const element = el('div', {}, facts,
    after.length ? el('figure', {}, el('figcaption', {}, 'Heap after each collection, and the live set below it'), heapBox) : null,
    memory.pauses.length ? el('figure', {}, el('figcaption', {}, 'Pauses of the collector'
      + (memory.pauses.length < memory.collections ? ', of neighbours the longest' : '')), pauseBox) : null);

  function draw() {
    const dark = isDark();
    const ink = dark ? '#a3aebd' : '#515b69';
    const grid = dark ? '#2b333f' : '#e6e9ee';
    const blue = dark ? '#7db8f5' : '#0b5cad';
    const orange = dark ? '#f0a94a' : '#c05c00';
    if (after.length) {
      chart(heapBox, [after.map((p) => p[0] - begin), after.map((p) => p[1]), live], formatBytes, [
        { label: 'Heap after collection', stroke: blue, width: 1, points: { show: after.length < 300, size: 4 } },
        { label: 'Live set', stroke: orange, width: 3, points: { show: false } }], ink, grid);
    }
    if (memory.pauses.length) {
      chart(pauseBox, [memory.pauses.map((p) => p[0] - begin), memory.pauses.map((p) => p[1])], formatNanos, [
        { label: 'Pause', stroke: blue, fill: blue, width: 1, points: { show: false }, paths: uPlot.paths.bars({ size: [0.6, 14, 2] }) }], ink, grid);
    }
  }

  function chart(box, data, format, series, ink, grid) {
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: '12px system-ui, sans-serif' };
    box.replaceChildren();
    new uPlot({
      width: Math.max(240, box.clientWidth), height: 200, legend: { live: true },
      cursor: { drag: { x: true, y: false } },
      scales: { x: { time: false }, y: { range: (plot, low, high) => [0, (high || 1) * 1.1] } },
      axes: [Object.assign({ values: (plot, splits) => splits.map((s) => formatAxisSeconds(s)) }, axis),
        Object.assign({ size: 72, values: (plot, splits) => splits.map(format) }, axis)],
      series: [{ label: 'Time', value: (plot, s) => (s === null ? '–' : formatAxisSeconds(s)) },
        ...series.map((each) => Object.assign({ value: (plot, v) => (v === null ? '–' : format(v)) }, each))],
    }, data, box);
  }

  return { element, draw };
}

function formatAxisSeconds(seconds) {
  return seconds === 0 ? '0' : formatNanos(seconds * 1e9);
}

// Lower envelope: the least heap seen from a collection to the end of its window.
// Garbage that a young collection leaves lies above it.
const LIVE_WINDOWS = 24;

function liveSet(after) {
  if (!after.length) return [];
  const first = after[0][0];
  const span = Math.max(after[after.length - 1][0] - first, 1e-9);
  const windowOf = (point) => Math.min(LIVE_WINDOWS - 1, Math.floor(((point[0] - first) / span) * LIVE_WINDOWS));
  const least = new Array(LIVE_WINDOWS).fill(Infinity);
  for (const point of after) least[windowOf(point)] = Math.min(least[windowOf(point)], point[1]);
  return after.map((point) => least[windowOf(point)]);
}
