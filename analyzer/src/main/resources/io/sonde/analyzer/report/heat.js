// How many requests took how long at what time, drawn on the axis of the timeline's charts. Darker cells (in the
// dark: lighter ones) hold more requests, by their logarithm, so that a few slow ones among thousands are seen.
const HEAT_COLOURS = { light: [[185, 211, 238], [8, 40, 94]], dark: [[38, 66, 98], [214, 234, 255]] };
const HEAT_MARGIN = { left: 72, right: 16, top: 6, bottom: 24 };
const HEAT_ROW = 6;

// chooseSeconds(first, last) is told what was dragged over.
function latencyHeat(timeline, chooseSeconds) {
  const end = timeline.steps * timeline.step;
  const bins = timeline.heat.flatMap((heat) => heat.cells.filter((value, i) => i % 3 === 1));
  const low = bins.reduce((least, bin) => Math.min(least, bin));
  const rows = bins.reduce((most, bin) => Math.max(most, bin)) - low + 1;
  const height = HEAT_MARGIN.top + HEAT_MARGIN.bottom + Math.max(12, rows) * HEAT_ROW;
  const rowHeight = (height - HEAT_MARGIN.top - HEAT_MARGIN.bottom) / rows;
  const canvas = el('canvas', { class: 'heat', role: 'img' });
  const words = el('p', { class: 'muted small heat-words' });
  const legend = el('p', { class: 'muted small heat-legend' });
  const choice = el('select', { onchange: () => { writeState({ h: choice.value === '0' ? '' : choice.value }); draw(); } },
    timeline.heat.map((heat, i) => el('option', { value: i }, shorten(heat.label, 120))));
  let dragged = null;
  let shown = null;

  const element = el('figure', { class: 'heat-figure' },
    el('figcaption', {}, 'Latency of requests', timeline.heat.length > 1 ? [' ', el('label', {}, el('span', { class: 'off-screen' }, 'Route of the latencies '), choice)] : null),
    canvas, words, legend);

  function heat() {
    return timeline.heat[choice.value || 0];
  }

  function bound(bin) {
    return 10 ** (bin / timeline.binsPerDecade);
  }

  function plotWidth() {
    return canvas.clientWidth - HEAT_MARGIN.left - HEAT_MARGIN.right;
  }

  function x(seconds) {
    return HEAT_MARGIN.left + (seconds / end) * plotWidth();
  }

  // Of the lower end of a bin.
  function y(bin) {
    return HEAT_MARGIN.top + (low + rows - bin) * rowHeight;
  }

  // Seconds of a place on the canvas.
  function secondsAt(event) {
    const at = event.clientX - canvas.getBoundingClientRect().left - HEAT_MARGIN.left;
    return Math.min(end, Math.max(0, (at / plotWidth()) * end));
  }

  function draw() {
    const asked = Number(readState().h);
    choice.value = asked > 0 && asked < timeline.heat.length ? String(Math.floor(asked)) : '0';
    const ratio = devicePixelRatio || 1;
    canvas.style.height = height + 'px';
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    drawAxes(context);
    drawCells(context);
    if (shown) drawShown(context);
  }

  function drawAxes(context) {
    const dark = isDark();
    context.font = '12px system-ui, sans-serif';
    context.strokeStyle = dark ? '#2b333f' : '#e6e9ee';
    context.fillStyle = dark ? '#a3aebd' : '#515b69';
    const line = (x1, y1, x2, y2) => { context.beginPath(); context.moveTo(x1, y1); context.lineTo(x2, y2); context.stroke(); };
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const nanos of durationTicks()) {
      const at = y(Math.log10(nanos) * timeline.binsPerDecade);
      line(HEAT_MARGIN.left, at, canvas.clientWidth - HEAT_MARGIN.right, at);
      context.fillText(formatNanos(nanos), HEAT_MARGIN.left - 8, at);
    }
    context.textBaseline = 'top';
    context.textAlign = 'center';
    const least = (end * 70) / Math.max(1, plotWidth());
    const gap = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200, 86400].find((each) => each >= least) || least;
    for (let seconds = 0; seconds <= end; seconds += gap) {
      line(x(seconds), HEAT_MARGIN.top, x(seconds), height - HEAT_MARGIN.bottom);
      context.fillText(formatAxisSeconds(seconds), x(seconds), height - HEAT_MARGIN.bottom + 6);
    }
  }

  // 1, 10, 100 … in ns, and 2 and 5 of each where that is but one label.
  function durationTicks() {
    const within = (nanos) => nanos >= bound(low) * 0.999 && nanos <= bound(low + rows) * 1.001;
    const decades = Array.from({ length: 20 }, (_, i) => 10 ** i);
    const ticks = decades.filter(within);
    return ticks.length > 1 ? ticks : decades.flatMap((each) => [each, 2 * each, 5 * each]).filter(within);
  }

  function drawCells(context) {
    const cells = heat().cells;
    let most = 1;
    let requests = 0;
    let longest = low;
    for (let i = 0; i < cells.length; i += 3) {
      most = Math.max(most, cells[i + 2]);
      requests += cells[i + 2];
      longest = Math.max(longest, cells[i + 1]);
    }
    const [few, many] = HEAT_COLOURS[isDark() ? 'dark' : 'light'];
    for (let i = 0; i < cells.length; i += 3) {
      const share = most > 1 ? Math.log(Math.max(1, cells[i + 2])) / Math.log(most) : 1;
      context.fillStyle = `rgb(${few.map((value, k) => Math.round(value + share * (many[k] - value))).join(',')})`;
      const left = x(cells[i] * timeline.step);
      context.fillRect(left, y(cells[i + 1] + 1), Math.max(1, x((cells[i] + 1) * timeline.step) - left - 0.5), rowHeight - 0.5);
    }
    const told = `${significant(requests)} requests, the longest below ${formatNanos(bound(longest + 1))}`;
    canvas.setAttribute('aria-label', `Latency over time of ${heat().label}: ${told}`);
    words.textContent = told + '.';
    legend.textContent = `Each cell: requests of like duration that ended in a step; the ${isDark() ? 'lightest' : 'darkest'} holds ${significant(most)}.`;
  }

  function drawShown(context) {
    context.fillStyle = isDark() ? 'rgba(255,255,255,0.14)' : 'rgba(0,0,0,0.10)';
    context.fillRect(x(shown[0]), HEAT_MARGIN.top, x(shown[1]) - x(shown[0]), height - HEAT_MARGIN.top - HEAT_MARGIN.bottom);
  }

  // The stretch in seconds, or null for the whole recording.
  function mark(stretch) {
    shown = stretch;
    if (canvas.isConnected) draw();
  }

  function tell(event) {
    const step = Math.min(timeline.steps - 1, Math.floor(secondsAt(event) / timeline.step));
    const bin = low + rows - 1 - Math.floor((event.clientY - canvas.getBoundingClientRect().top - HEAT_MARGIN.top) / rowHeight);
    const cells = heat().cells;
    for (let i = 0; i < cells.length; i += 3) {
      if (cells[i] === step && cells[i + 1] === bin) {
        words.textContent = `${significant(cells[i + 2])} ${cells[i + 2] === 1 ? 'request' : 'requests'} of ${formatNanos(bound(bin))} to ${formatNanos(bound(bin + 1))}, ended from ${formatAxisSeconds(step * timeline.step)} to ${formatAxisSeconds((step + 1) * timeline.step)}.`;
        return;
      }
    }
  }

  canvas.addEventListener('pointerdown', (event) => { dragged = secondsAt(event); canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener('pointermove', (event) => {
    tell(event);
    if (dragged === null) return;
    shown = [Math.min(dragged, secondsAt(event)), Math.max(dragged, secondsAt(event))];
    draw();
  });
  canvas.addEventListener('pointerup', (event) => {
    if (dragged !== null) chooseSeconds(dragged, secondsAt(event));
    dragged = null;
  });
  canvas.addEventListener('pointercancel', () => { dragged = null; });
  return { element, draw, mark };
}

// What came in within a stretch of time, by route. Durations are known to a cell: a percentile is told as what it
// lies below.
function requestsInStretch(timeline, steps) {
  const [first, last] = steps;
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
    { label: 'Ended in this stretch', value: (row) => row.route, show: (row) => (row.route === timeline.heat[0].label ? row.route : el('code', {}, atSlashes(row.route))) },
    { label: 'Count', number: true, value: (row) => row.count, show: (row) => significant(row.count) },
    { label: 'Rate', number: true, value: (row) => row.perSecond, show: (row) => significant(row.perSecond) + '/s' },
    time('p50', 'p50'), time('p99', 'p99'), time('Max', 'max'),
  ], rows, 1, 12);
}
