// A grid of cells over time on a canvas, darker (in the dark: lighter) where there is more. Cells are chosen by
// dragging over them; or by keys: arrows walk, Enter takes the first and then the last.
const HEAT_COLOURS = { light: [[185, 211, 238], [8, 40, 94]], dark: [[38, 66, 98], [214, 234, 255]] };
const HEAT_MARGIN = { left: 72, right: 16, top: 6, bottom: 24 };
const TIME_GAPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200, 86400];

// options: height of the cells; shape() gives columns, rows, columnSeconds and the seconds of all (end); cells()
// gives column, row from the top and share (0 to 1) of the most, one after the other; ticks() gives rows (they may lie
// between two) with labels; tell(cell) gives words; choose(first, last) is told two cells; marked() gives rectangles
// of cells as left, top, right, bottom; label() names the whole.
function heatGrid(options) {
  const canvas = el('canvas', {
    class: 'heat', role: 'application', tabindex: 0, onkeydown: keyed,
    onblur: () => { cursor = anchor = null; draw(); },
  });
  const words = el('p', { class: 'muted small heat-words', role: 'status' });
  let shape = options.shape();
  let cursor = null;
  let anchor = null;

  function draw() {
    shape = options.shape();
    const ratio = devicePixelRatio || 1;
    const height = options.height + HEAT_MARGIN.top + HEAT_MARGIN.bottom;
    canvas.style.height = height + 'px';
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    drawAxes(context);
    drawCells(context);
    context.fillStyle = isDark() ? 'rgba(255,255,255,0.16)' : 'rgba(0,0,0,0.12)';
    for (const [left, top, right, bottom] of anchor ? [spanned()] : options.marked()) {
      context.fillRect(x(left), y(top), x(right) - x(left), y(bottom) - y(top));
    }
    if (cursor) {
      context.strokeStyle = isDark() ? '#fff' : '#000';
      context.lineWidth = 2;
      context.strokeRect(x(cursor.column) - 1, y(cursor.row) - 1, x(cursor.column + 1) - x(cursor.column) + 2, y(cursor.row + 1) - y(cursor.row) + 2);
    }
    canvas.setAttribute('aria-label', options.label() + '. Arrow keys walk along the cells; Enter takes the first and then the last of a stretch of time.');
  }

  function plotWidth() {
    return canvas.clientWidth - HEAT_MARGIN.left - HEAT_MARGIN.right;
  }

  // Left edge of a column; the last column may reach beyond the end.
  function x(column) {
    return HEAT_MARGIN.left + Math.min(1, (column * shape.columnSeconds) / shape.end) * plotWidth();
  }

  // Upper edge of a row.
  function y(row) {
    return HEAT_MARGIN.top + (row / shape.rows) * options.height;
  }

  function drawAxes(context) {
    const dark = isDark();
    context.font = '12px system-ui, sans-serif';
    context.strokeStyle = dark ? '#2b333f' : '#e6e9ee';
    context.fillStyle = dark ? '#a3aebd' : '#515b69';
    const line = (x1, y1, x2, y2) => { context.beginPath(); context.moveTo(x1, y1); context.lineTo(x2, y2); context.stroke(); };
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const [row, label] of options.ticks()) {
      line(HEAT_MARGIN.left, y(row), canvas.clientWidth - HEAT_MARGIN.right, y(row));
      context.fillText(label, HEAT_MARGIN.left - 8, y(row));
    }
    context.textBaseline = 'top';
    context.textAlign = 'center';
    const least = (shape.end * 70) / Math.max(1, plotWidth());
    const gap = TIME_GAPS.find((each) => each >= least) || least;
    const bottom = HEAT_MARGIN.top + options.height;
    for (let i = 0; i * gap <= shape.end; i++) {
      const at = HEAT_MARGIN.left + ((i * gap) / shape.end) * plotWidth();
      line(at, HEAT_MARGIN.top, at, bottom);
      context.fillText(formatAxisSeconds(i * gap), at, bottom + 6);
    }
  }

  function drawCells(context) {
    const cells = options.cells();
    const [few, many] = HEAT_COLOURS[isDark() ? 'dark' : 'light'];
    for (let i = 0; i < cells.length; i += 3) {
      const left = x(cells[i]);
      const top = y(cells[i + 1]);
      context.fillStyle = `rgb(${few.map((value, k) => Math.round(value + cells[i + 2] * (many[k] - value))).join(',')})`;
      context.fillRect(left, top, Math.max(1, x(cells[i] + 1) - left - 0.5), Math.max(1, y(cells[i + 1] + 1) - top - 0.5));
    }
  }

  function cellAt(event) {
    const box = canvas.getBoundingClientRect();
    const seconds = ((event.clientX - box.left - HEAT_MARGIN.left) / plotWidth()) * shape.end;
    return within({
      column: Math.floor(seconds / shape.columnSeconds),
      row: Math.floor(((event.clientY - box.top - HEAT_MARGIN.top) / options.height) * shape.rows),
    });
  }

  function within(cell) {
    const between = (value, most) => Math.min(most - 1, Math.max(0, value));
    return { column: between(cell.column, shape.columns), row: between(cell.row, shape.rows) };
  }

  // While cells are being chosen their columns are marked as a whole.
  function spanned() {
    const columns = [anchor.column, (cursor || anchor).column];
    return [Math.min(...columns), 0, Math.max(...columns) + 1, shape.rows];
  }

  function choose(last) {
    const first = anchor;
    anchor = null;
    options.choose(first, last);
  }

  function keyed(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) cursor = cursor ? within({ column: cursor.column + step[0], row: cursor.row + step[1] }) : within({ column: 0, row: 0 });
    else if (event.key === 'Escape' && anchor) anchor = null;
    else if ((event.key === 'Enter' || event.key === ' ') && cursor) {
      if (anchor) choose(cursor);
      else anchor = cursor;
    } else return;
    if (cursor) words.textContent = (anchor ? 'From here on; Enter on the last cell. ' : '') + options.tell(cursor);
    draw();
    event.preventDefault();
  }

  canvas.addEventListener('pointerdown', (event) => {
    anchor = cellAt(event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    const cell = cellAt(event);
    words.textContent = options.tell(cell);
    if (event.buttons && anchor) {
      cursor = cell;
      draw();
    }
  });
  canvas.addEventListener('pointerup', (event) => {
    cursor = null;
    if (anchor) choose(cellAt(event));
  });
  canvas.addEventListener('pointercancel', () => { cursor = anchor = null; draw(); });
  return { canvas, words, draw };
}
