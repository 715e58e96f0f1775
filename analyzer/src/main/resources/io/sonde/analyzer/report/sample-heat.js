// How much was sampled when: a column for a second or a little more, read from top to bottom, so that what comes and
// goes within a second is seen. Choosing cells draws the flame graph of that time alone.
const HEAT_ROWS = 20;
const MOST_COLUMNS = 400;

function sampleHeat(chooseStretch) {
  let sums = new Float64Array(0);
  let seconds = 1; // of a cell
  let unit = '';
  let most = 1;
  let shown = null;

  const grid = heatGrid({
    height: HEAT_ROWS * 5,
    shape: () => {
      const columns = Math.max(1, Math.ceil(sums.length / HEAT_ROWS));
      return { columns, rows: HEAT_ROWS, columnSeconds: HEAT_ROWS * seconds, end: Math.max(seconds, sums.length * seconds) };
    },
    ticks: () => [0, 0.5].map((part) => [part * HEAT_ROWS, formatAxisSeconds(part * HEAT_ROWS * seconds)]),
    cells,
    tell: (cell) => {
      const at = indexOf(cell);
      return `${sums[at] > 0 ? formatWeight(sums[at], unit) : 'Nothing'} from ${precise(at * seconds)} to ${precise((at + 1) * seconds)}.`;
    },
    choose: (first, last) => {
      const ends = [indexOf(first), indexOf(last)].sort((a, b) => a - b);
      chooseStretch([ends[0] * seconds, Math.min(sums.length, ends[1] + 1) * seconds]);
    },
    marked: () => (shown ? rectangles(Math.floor(shown[0] / seconds + 1e-6), Math.ceil(shown[1] / seconds - 1e-6)) : []),
    label: () => `Samples over time, ${precise(seconds)} a cell`,
  });
  const legend = el('p', { class: 'muted small heat-legend' });
  const all = el('button', { type: 'button', onclick: () => chooseStretch(null) }, 'All of the time');
  const root = el('details', { class: 'sample-heat', open: true },
    el('summary', {}, 'When it was sampled'), grid.canvas, grid.words, legend, all);
  root.addEventListener('toggle', () => root.open && grid.draw());

  function precise(time) {
    return time === 0 ? '0' : time < 120 ? +time.toFixed(2) + ' s' : formatNanos(time * 1e9);
  }

  function indexOf({ column, row }) {
    return column * HEAT_ROWS + row;
  }

  // Cells from the first to below the last, one column after the other.
  function rectangles(first, last) {
    const columns = [Math.floor(first / HEAT_ROWS), Math.floor(last / HEAT_ROWS)];
    const rows = [first % HEAT_ROWS, last % HEAT_ROWS];
    if (columns[0] === columns[1]) return [[columns[0], rows[0], columns[0] + 1, rows[1]]];
    return [[columns[0], rows[0], columns[0] + 1, HEAT_ROWS], [columns[0] + 1, 0, columns[1], HEAT_ROWS], [columns[1], 0, columns[1] + 1, rows[1]]]
      .filter(([left, top, right, bottom]) => right > left && bottom > top);
  }

  function cells() {
    const result = [];
    sums.forEach((sum, i) => {
      if (sum > 0) result.push(Math.floor(i / HEAT_ROWS), i % HEAT_ROWS, Math.sqrt(sum / most));
    });
    return result;
  }

  // times: when samples were taken; allowed: owners that count, or null; stretch: what is drawn, or null.
  function show(times, facts, allowed, stretch) {
    const merged = Math.max(1, Math.ceil(times.parts / (HEAT_ROWS * MOST_COLUMNS)));
    seconds = facts.partSeconds * merged;
    unit = facts.unit;
    shown = stretch;
    all.hidden = !stretch;
    sums = new Float64Array(Math.ceil(times.parts / merged));
    for (let part = 0; part < times.parts; part++) {
      for (let i = times.starts[part]; i < times.starts[part + 1]; i++) {
        if (!allowed || allowed[times.owners[i]]) sums[Math.floor(part / merged)] += times.weights[i];
      }
    }
    most = sums.reduce((greatest, sum) => Math.max(greatest, sum), 0) || 1;
    legend.textContent = `Each column is ${precise(HEAT_ROWS * seconds)}, from top to bottom in cells of ${precise(seconds)}; the ${isDark() ? 'lightest' : 'darkest'} holds ${formatWeight(most, unit)}. Drag, or press Enter on a first and a last cell, to draw that time alone.`;
    if (root.open && grid.canvas.clientWidth) grid.draw();
  }

  return { root, show, draw: () => root.open && grid.canvas.clientWidth && grid.draw() };
}
