// What the recording was like over time. A stretch of time that is marked in one chart, typed, or named by a
// finding is marked in all, stands in the address, and is what the flame graphs then show.
function timelineSection(timeline, whenChosen) {
  const end = timeline.steps * timeline.step;
  const times = Array.from({ length: timeline.steps }, (_, i) => (i + 0.5) * timeline.step);
  const formats = { ns: formatNanos, B: formatBytes, 'B/s': (v) => formatBytes(v) + '/s', '1/s': (v) => significant(v) + '/s', ratio: formatPercent };
  const field = () => el('input', { type: 'number', min: 0, max: end, step: 'any' });
  const from = field();
  const to = field();
  const clear = el('button', { type: 'button', onclick: () => choose(null) }, 'Whole recording');
  const chosen = el('p', { class: 'window-words', role: 'status' });
  const inStretch = el('div', { class: 'in-stretch' });
  const boxes = timeline.charts.map(() => el('div', { class: 'chart' }));
  const heat = timeline.heat.length ? latencyHeat(timeline, chooseSeconds) : null;
  let plots = [];
  let selected = null;

  const element = el('div', { class: 'card' },
    el('p', { class: 'muted' }, `Seconds after ${new Date(timeline.from * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC, in steps of ${formatNanos(timeline.step * 1e9)}. Drag over a chart to choose a stretch of time: the flame graphs then show that stretch alone, and a table its requests.`),
    el('form', { class: 'window', onsubmit: (event) => { event.preventDefault(); chooseSeconds(Number(from.value), Number(to.value)); } },
      el('label', {}, 'From ', from, ' s'), el('label', {}, 'to ', to, ' s'),
      el('button', { type: 'submit' }, 'Show'), clear, chosen),
    inStretch,
    heat ? heat.element : null,
    el('div', { class: 'charts' }, timeline.charts.map((chart, i) => el('figure', {}, el('figcaption', {}, chart.title), boxes[i]))));

  function draw() {
    if (heat) heat.draw();
    plots = timeline.charts.map((chart, i) => timeChart(boxes[i], [times, ...chart.series.map((each) => each.values)],
      chart.series.map((each, k) => Object.assign({ label: each.label, width: 2, spanGaps: true, points: { show: false } }, chartStyle(k))), {
        height: 130, format: formats[chart.unit] || significant, x: { range: [0, end] },
        cursor: { drag: { x: true, y: false, setScale: false }, sync: { key: 'sonde-timeline', filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' } } },
        hooks: { setSelect: [dragged], ready: [markIn] },
      }));
  }

  function dragged(plot) {
    if (plot.select.width > 0) {
      chooseSeconds(plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x'));
    }
  }

  // What charts are too coarse to tell apart is chosen as a whole.
  function chooseSeconds(first, last) {
    if (!Number.isFinite(first) || !Number.isFinite(last)) return;
    const step = (seconds) => Math.min(timeline.steps - 1, Math.max(0, Math.floor(seconds / timeline.step + 1e-9)));
    const low = step(Math.min(first, last));
    const high = Math.max(low, step(Math.max(first, last) - 1e-6));
    choose([low * timeline.step, (high + 1) * timeline.step]);
  }

  // From and to in seconds, or null for the whole recording; and the frame that the flame graph is to be zoomed to.
  function choose(stretch, zoomed = 0) {
    if (String(stretch) === String(selected)) {
      mark(); // what was dragged is taken back
      return;
    }
    selected = stretch;
    writeState({ t: stretchText(stretch) });
    mark();
    inStretch.replaceChildren(...(heat && stretch ? [requestsInStretch(timeline, stretch)] : []));
    whenChosen(stretch, zoomed);
  }

  function bounds() {
    return selected || [0, end];
  }

  function mark() {
    const [first, last] = bounds();
    from.value = +first.toFixed(3);
    to.value = +last.toFixed(3);
    clear.disabled = !selected;
    chosen.textContent = selected ? `Shown: ${formatNanos((last - first) * 1e9)} of ${formatNanos(end * 1e9)}.` : '';
    plots.forEach(markIn);
    if (heat) heat.mark(selected);
  }

  function markIn(plot) {
    const [left, right] = bounds().map((seconds) => plot.valToPos(seconds, 'x'));
    plot.setSelect({ left, top: 0, width: selected ? right - left : 0, height: plot.bbox.height / devicePixelRatio }, false);
  }

  function fromAddress() {
    choose(stretchOf(readState().t, end), Number(readState().z) || 0);
  }

  mark();
  addEventListener('hashchange', fromAddress);
  return { element, draw, choose, fromAddress };
}
