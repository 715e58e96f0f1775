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
    + (memory.growth ? ' ' + memory.growth : '')
    + (memory.maxHeap > 0 ? ` The heap may grow to ${formatBytes(memory.maxHeap)}.` : '');
  const element = el('div', {}, facts,
    after.length ? el('figure', {}, el('figcaption', {}, 'Heap after each collection, and the live set below it'), heapBox) : null,
    memory.pauses.length ? el('figure', {}, el('figcaption', {}, 'Pauses of the collector'
      + (memory.pauses.length < memory.collections ? ', of neighbours the longest' : '')), pauseBox) : null,
    memory.histogram.length ? pauseHistogram(memory.histogram) : null,
    memory.survivors.length ? survivorsTable(memory.survivors) : null);

  function draw() {
    if (after.length) {
      timeChart(heapBox, [after.map((p) => p[0] - begin), after.map((p) => p[1]), live], [
        { label: 'Heap after collection', stroke: chartStyle(0).stroke, width: 1, points: { show: after.length < 300, size: 4 } },
        { label: 'Live set', stroke: chartStyle(1).stroke, width: 3, points: { show: false } }], { height: 200, format: formatBytes });
    }
    if (memory.pauses.length) {
      const blue = chartStyle(0).stroke;
      timeChart(pauseBox, [memory.pauses.map((p) => p[0] - begin), memory.pauses.map((p) => p[1])], [
        { label: 'Pause', stroke: blue, fill: blue, width: 1, points: { show: false }, paths: uPlot.paths.bars({ size: [0.6, 14, 2] }) }], { height: 200, format: formatNanos });
    }
  }

  return { element, draw };
}

// How many pauses were how long: a bar each, with its number beside it.
function pauseHistogram(histogram) {
  const most = Math.max(...histogram.map((each) => each[2]));
  return el('table', { class: 'histogram' }, el('caption', {}, 'How long pauses were'),
    el('thead', { class: 'off-screen' }, el('tr', {}, ['From', 'Pauses', 'Bar'].map((label) => el('th', { scope: 'col' }, label)))),
    el('tbody', {}, histogram.map(([from, to, count]) => {
      const bar = el('i', {});
      bar.style.width = (count / most) * 100 + '%';
      return el('tr', {}, el('th', { scope: 'row' }, `${formatNanos(from)} to ${formatNanos(to)}`), el('td', { class: 'number' }, significant(count)), el('td', { 'aria-hidden': 'true' }, bar));
    })));
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

// Sampled objects that outlived collections, by who allocated them; those that became more are suspects of a leak.
function survivorsTable(survivors) {
  const compared = survivors.some((row) => row.before >= 0);
  const count = (label, field) => ({ label, number: true, value: (row) => row[field], show: (row) => significant(row[field]) });
  return el('div', {}, el('h3', {}, 'What survives'),
    el('p', { class: 'muted' }, 'Sampled objects that were still reachable after the last old collection'
      + (compared ? ': how many of them when they were first written, and at the end. What only grows is a suspect; what was there from the start is not.' : '.')),
    sortableTable('What survives', [
      { label: 'Allocated in', value: (row) => row.class + '.' + row.method, show: (row) => (row.class ? codeOf({ class: row.class, method: row.method, line: 0 }) : 'code of libraries or the JDK') },
      { label: 'Object', value: (row) => row.object, show: (row) => el('code', { title: row.object }, shorten(row.object.slice(row.object.lastIndexOf('.') + 1), 60)) },
      ...(compared ? [count('At first', 'before')] : []), count('At the end', 'now'),
      { label: 'Held by', value: (row) => row.path.length, show: (row) => (row.path.length ? heldBy(row.path) : '–') },
    ], survivors, compared ? 3 : 2, 8));
}

function heldBy(path) {
  return el('details', {}, el('summary', {}, shorten(path[path.length - 1], 60)), el('ol', { class: 'path' }, path.map((each) => el('li', {}, el('code', {}, each)))));
}
