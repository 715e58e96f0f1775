// Draws the visible part of a tree. Per level a binary search finds the first visible node, and nodes that
// share a pixel are skipped by search too: the work depends on the pixels, not on the nodes.
const ROW = 20;

// Okabe and Ito's colours, which the colour-blind can tell apart, lightened for dark text.
const ORIGINS = [
  { name: 'your code', light: [41, 95, 62], dark: [36, 75, 55] },
  { name: 'libraries', light: [202, 72, 74], dark: [202, 48, 62] },
  { name: 'JDK', light: [215, 18, 84], dark: [215, 14, 66] },
  { name: 'native and C++', light: [326, 46, 78], dark: [326, 34, 67] },
  { name: 'kernel', light: [204, 85, 36], dark: [204, 65, 38], white: true },
  { name: 'folded', light: [0, 0, 92], dark: [0, 0, 52] },
  { name: 'generated', light: [54, 60, 78], dark: [54, 34, 60] },
  { name: 'no stack', light: [215, 14, 86], dark: [215, 10, 66] },
];
const COMPILATIONS = [
  { name: 'interpreted', light: [24, 88, 68], dark: [24, 70, 60] },
  { name: 'JIT-compiled', light: [162, 45, 66], dark: [162, 34, 55] },
  { name: 'inlined', light: [202, 72, 76], dark: [202, 48, 64] },
  { name: 'C1-compiled', light: [54, 85, 66], dark: [54, 55, 58] },
  { name: 'native', light: [326, 46, 78], dark: [326, 34, 67] },
  { name: 'C++', light: [275, 46, 82], dark: [275, 32, 70] },
  { name: 'kernel', light: [204, 85, 36], dark: [204, 65, 38], white: true },
  { name: 'not told', light: [215, 14, 86], dark: [215, 10, 66] },
];
const SHADES = 4;

function rgb([hue, saturation, lightness], shade) {
  const light = (lightness + (shade - 1.5) * 2.2) / 100;
  const spread = (saturation / 100) * Math.min(light, 1 - light);
  return [0, 8, 4].map((offset) => {
    const turn = (offset + hue / 30) % 12;
    return Math.round(255 * (light - spread * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))));
  });
}

function colourOf(entry, dark, shade) {
  return `rgb(${rgb(dark ? entry.dark : entry.light, shade).join(' ')})`;
}

// A pixel as the image's memory holds it; every browser runs on little-endian machines.
function pixel([red, green, blue]) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

function faded(colour, ground) {
  return colour.map((part, i) => Math.round(part * 0.28 + ground[i] * 0.72));
}

// Pixel columns for frames: full, dimmed, and the text's colour; neighbours of a hue differ by shade.
function frameColours(tree, mode, dark) {
  const table = mode === 'compilation' ? COMPILATIONS : ORIGINS;
  const codes = mode === 'compilation' ? tree.frames.kinds : tree.frames.origins;
  const ground = dark ? [26, 32, 41] : [255, 255, 255];
  const shades = table.map((entry) => Array.from({ length: SHADES }, (_, shade) => rgb(dark ? entry.dark : entry.light, shade)));
  const count = tree.frames.names.length;
  const colours = { full: new Uint32Array(count), dim: new Uint32Array(count), white: new Uint8Array(count) };
  tree.frames.names.forEach((name, i) => {
    const shade = (name.length * 7 + (name.charCodeAt(0) | 0) + (name.charCodeAt(name.length - 1) | 0)) % SHADES;
    const root = i === tree.frame[0];
    const colour = root ? (dark ? [58, 67, 81] : [227, 231, 237]) : shades[codes[i]][shade];
    colours.full[i] = pixel(colour);
    colours.dim[i] = pixel(faded(colour, ground));
    colours.white[i] = root ? (dark ? 1 : 0) : table[codes[i]].white ? 1 : 0;
  });
  return colours;
}

function firstEndingAfter(tree, level, x, from) {
  // The next one is mostly the one: look there before searching.
  if (from < level.length && tree.start[level[from]] + tree.total[level[from]] > x) return from;
  let low = from;
  let high = level.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const node = level[middle];
    if (tree.start[node] + tree.total[node] > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

// One line of pixels is made for each level and copied down its row, which is many times faster than a
// rectangle for each node; names and marks are drawn over it.
function drawFlame(context, tree, view) {
  const { width, height, scroll, x0, x1, colours, matched, ratio, pixels, image } = view;
  const columns = image.width;
  const scale = columns / (x1 - x0);
  const rows = tree.levels.length;
  const line = new Uint32Array(columns);
  const labels = [];
  const marks = [];
  const lastRow = Math.min(rows - 1, Math.floor((scroll + height) / ROW));
  let drawn = 0;
  pixels.fill(0);
  for (let row = Math.max(0, Math.floor(scroll / ROW)); row <= lastRow; row++) {
    const level = tree.levels[view.up ? rows - 1 - row : row];
    const y = row * ROW - scroll;
    line.fill(0);
    let filled = 0;
    for (let i = firstEndingAfter(tree, level, x0, 0); i < level.length; ) {
      const node = level[i];
      const left = (tree.start[node] - x0) * scale;
      if (left >= columns) break;
      const from = Math.max(0, left);
      const to = Math.min(columns, left + tree.total[node] * scale);
      const frame = tree.frame[node];
      const first = Math.max(Math.floor(from), filled);
      const last = Math.max(first + 1, Math.round(to) - (to - from > 3 ? ratio : 0));
      const colour = matched && !matched[frame] ? colours.dim[frame] : colours.full[frame];
      for (let x = first; x < last; x++) line[x] = colour;
      filled = Math.max(last, Math.floor(to));
      drawn++;
      const wide = (to - from) / ratio;
      if (wide > view.charWidth * 3 + 8) labels.push(node, from / ratio, y, wide);
      if (node === view.selected || node === view.hovered) marks.push(node, from / ratio, y, wide);
      i = firstEndingAfter(tree, level, x0 + filled / scale, i + 1);
    }
    copyDown(line, pixels, columns, Math.round(y * ratio), Math.round((y + ROW - 1) * ratio), image.height);
  }
  context.putImageData(image, 0, 0);
  write(context, tree, view, labels);
  mark(context, view, marks);
  return drawn;
}

function copyDown(line, pixels, columns, from, to, height) {
  for (let y = Math.max(0, from); y < Math.min(height, to); y++) pixels.set(line, y * columns);
}

function write(context, tree, view, labels) {
  context.font = view.font;
  context.textBaseline = 'middle';
  for (let i = 0; i < labels.length; i += 4) {
    const node = labels[i];
    const frame = tree.frame[node];
    const room = Math.floor((labels[i + 3] - 8) / view.charWidth);
    const name = node === 0 ? view.rootName : tree.frames.short[frame];
    const dim = view.matched && !view.matched[frame];
    context.fillStyle = dim ? view.faintInk : view.colours.white[frame] ? '#fff' : '#14181f';
    context.fillText(name.length > room ? name.slice(0, room - 1) + '…' : name, labels[i + 1] + 4, labels[i + 2] + ROW / 2);
  }
}

function mark(context, view, marks) {
  context.strokeStyle = view.ink;
  for (let i = 0; i < marks.length; i += 4) {
    context.lineWidth = marks[i] === view.selected ? 2 : 1;
    context.strokeRect(marks[i + 1] + 1, marks[i + 2] + 1, Math.max(marks[i + 3] - 3, 1), ROW - 3);
  }
}

// The node below a point, or -1.
function nodeAt(tree, view, x, y) {
  const rows = tree.levels.length;
  const row = Math.floor((y + view.scroll) / ROW);
  if (row < 0 || row >= rows) return -1;
  const level = tree.levels[view.up ? rows - 1 - row : row];
  const weight = view.x0 + (x / view.width) * (view.x1 - view.x0);
  const i = firstEndingAfter(tree, level, weight, 0);
  return i < level.length && tree.start[level[i]] <= weight ? level[i] : -1;
}
