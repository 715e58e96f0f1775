// How many requests took how long at what time, drawn on the axis of the timeline's charts; cells by their logarithm,
// so that a few slow requests among thousands are seen.
const HEAT_ROW = 6;

// chooseSeconds(first, last) is told what was chosen.
function latencyHeat(timeline, chooseSeconds) {
  const end = timeline.steps * timeline.step;
  const bins = timeline.heat.flatMap((heat) => heat.cells.filter((value, i) => i % 3 === 1));
  const low = bins.reduce((least, bin) => Math.min(least, bin));
  const rows = bins.reduce((most, bin) => Math.max(most, bin)) - low + 1;
  const legend = el('p', { class: 'muted small heat-legend' });
  const choice = el('select', { onchange: () => { writeState({ h: choice.value === '0' ? '' : choice.value }); draw(); } },
    timeline.heat.map((heat, i) => el('option', { value: i }, shorten(heat.label, 120))));
  let shown = null;
  let most = 1;

  const grid = heatGrid({
    height: Math.max(12, rows) * HEAT_ROW,
    shape: () => ({ columns: timeline.steps, rows, columnSeconds: timeline.step, end }),
    ticks: () => durationTicks().map((nanos) => [low + rows - Math.log10(nanos) * timeline.binsPerDecade, formatNanos(nanos)]),
    cells: shares,
    tell,
    label: () => `Latency over time of ${heat().label}: ${summary()}`,
    choose: (first, last) => {
      const columns = [first.column, last.column].sort((a, b) => a - b);
      chooseSeconds(columns[0] * timeline.step, (columns[1] + 1) * timeline.step);
    },
    marked: () => (shown ? [[shown[0] / timeline.step, 0, shown[1] / timeline.step, rows]] : []),
  });
  const element = el('figure', { class: 'heat-figure' },
    el('figcaption', {}, 'Latency of requests', timeline.heat.length > 1 ? [' ', el('label', {}, el('span', { class: 'off-screen' }, 'Route of the latencies '), choice)] : null),
    grid.canvas, grid.words, legend);

  function heat() {
    return timeline.heat[choice.value || 0];
  }

  function bound(bin) {
    return 10 ** (bin / timeline.binsPerDecade);
  }

  function draw() {
    const asked = Number(readState().h);
    choice.value = asked > 0 && asked < timeline.heat.length ? String(Math.floor(asked)) : '0';
    most = heat().cells.reduce((greatest, value, i) => (i % 3 === 2 ? Math.max(greatest, value) : greatest), 1);
    grid.draw();
    grid.words.textContent = summary() + '.';
    legend.textContent = `Each cell: requests of like duration that ended in a step; the ${isDark() ? 'lightest' : 'darkest'} holds ${significant(most)}.`;
  }

  // 1, 10, 100 … in ns, and 2 and 5 of each where that is but one label.
  function durationTicks() {
    const within = (nanos) => nanos >= bound(low) * 0.999 && nanos <= bound(low + rows) * 1.001;
    const decades = Array.from({ length: 20 }, (_, i) => 10 ** i);
    const ticks = decades.filter(within);
    return ticks.length > 1 ? ticks : decades.flatMap((each) => [each, 2 * each, 5 * each]).filter(within);
  }

  function shares() {
    return heat().cells.map((value, i) => (i % 3 === 0 ? value : i % 3 === 1 ? low + rows - 1 - value
      : most > 1 ? Math.log(Math.max(1, value)) / Math.log(most) : 1));
  }

  function summary() {
    const cells = heat().cells;
    let requests = 0;
    let longest = low;
    for (let i = 0; i < cells.length; i += 3) {
      requests += cells[i + 2];
      longest = Math.max(longest, cells[i + 1]);
    }
    return `${significant(requests)} requests, the longest below ${formatNanos(bound(longest + 1))}`;
  }

  // The stretch in seconds, or null for the whole recording.
  function mark(stretch) {
    shown = stretch;
    if (grid.canvas.isConnected) grid.draw();
  }

  function tell({ column, row }) {
    const bin = low + rows - 1 - row;
    const cells = heat().cells;
    const when = `ended from ${formatAxisSeconds(column * timeline.step)} to ${formatAxisSeconds((column + 1) * timeline.step)}.`;
    for (let i = 0; i < cells.length; i += 3) {
      if (cells[i] === column && cells[i + 1] === bin) {
        return `${significant(cells[i + 2])} ${cells[i + 2] === 1 ? 'request' : 'requests'} of ${formatNanos(bound(bin))} to ${formatNanos(bound(bin + 1))}, ${when}`;
      }
    }
    return `No request of ${formatNanos(bound(bin))} to ${formatNanos(bound(bin + 1))} ${when}`;
  }

  return { element, draw, mark };
}

// What came in within a stretch of time, by route. Durations are known to a cell: a percentile is told as what it
// lies below.
function requestsInStretch(timeline, stretch) {
  const first = Math.floor(stretch[0] / timeline.step + 1e-9);
  const last = Math.max(first, Math.ceil(stretch[1] / timeline.step - 1e-9) - 1);
  const seconds = (last - first + 1) * timeline.step;
  const upper = (bin) => 10 ** ((bin + 1) / timeline.binsPerDecade);
  const rows = timeline.heat.map((heat) => {
    const counts = new Map();
    let count = 0;
    for (let i = 0; i < heat.cells.length; i += 3) {
      if (heat.cells[i] >= first && heat.cells[i] <= last) {
        counts.set(heat.cells[i + 1], (counts.get(heat.cells[i + 1]) || 0) + heat.cells[i + 2]);
        count += heat.cells[i + 2];
      }
    }
    const bins = [...counts.keys()].sort((a, b) => a - b);
    const below = (share) => {
      let seen = 0;
      return upper(bins.find((bin) => (seen += counts.get(bin)) >= share * count * (1 - 1e-9)));
    };
    return { route: heat.label, count, perSecond: count / seconds, p50: count && below(0.5), p99: count && below(0.99), max: count && below(1) };
  }).filter((row) => row.count > 0);
  if (!rows.length) return el('p', { class: 'muted' }, 'No request ended in this stretch.');
  const time = (label, field) => ({ label, number: true, value: (row) => row[field], show: (row) => '< ' + formatNanos(row[field]) });
  return sortableTable('Requests in this stretch', [
    { label: `Ended from ${formatAxisSeconds(first * timeline.step)} to ${formatAxisSeconds((last + 1) * timeline.step)}`, value: (row) => row.route, show: (row) => (row.route === timeline.heat[0].label ? row.route : el('code', {}, atSlashes(row.route))) },
    { label: 'Count', number: true, value: (row) => row.count, show: (row) => significant(row.count) },
    { label: 'Rate', number: true, value: (row) => row.perSecond, show: (row) => significant(row.perSecond) + '/s' },
    time('p50', 'p50'), time('p99', 'p99'), time('Max', 'max'),
  ], rows, 1, 12);
}
