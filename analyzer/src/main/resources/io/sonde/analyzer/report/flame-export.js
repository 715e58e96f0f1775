// What the flame graph shows, as files: collapsed stacks, and a drawing that needs no script.
const SVG_WIDTH = 1200;
const SVG_LEAST = 0.3;

// One line for each stack below a node, as root;caller;callee and its weight, whichever way it is drawn.
function collapsedStacks(tree, node) {
  const lines = [];
  for (let i = node; i < node + tree.subtree[node]; i++) {
    if (tree.self[i] > 0) {
      const names = stackOf(tree, i).reverse().map((name) => name.replace(/;/g, ':').replace(/\s/g, ' '));
      lines.push(`${names.join(';') || '(no frame of your code)'} ${Math.round(tree.self[i])}`);
    }
  }
  return lines.join('\n') + '\n';
}

function flameSvg(tree, node, title, up) {
  const scale = SVG_WIDTH / Math.max(tree.total[node], 1e-9);
  const base = tree.depth[node];
  let rows = 1;
  const shown = [];
  for (let i = node; i < node + tree.subtree[node]; ) {
    if (tree.total[i] * scale < SVG_LEAST) {
      i += tree.subtree[i];
      continue;
    }
    shown.push(i);
    rows = Math.max(rows, tree.depth[i] - base + 1);
    i++;
  }
  const boxes = shown.map((i) => {
    const row = tree.depth[i] - base;
    const x = (tree.start[i] - tree.start[node]) * scale;
    const y = (up ? rows - 1 - row : row) * ROW + 32;
    const width = tree.total[i] * scale;
    const frame = tree.frame[i];
    const name = i === 0 ? 'all' : tree.frames.names[frame];
    const room = Math.floor((width - 6) / 6.6);
    const short = i === 0 ? name : tree.frames.short[frame];
    const label = room < 3 ? '' : short.length > room ? short.slice(0, room - 1) + '…' : short;
    const entry = ORIGINS[tree.frames.origins[frame]];
    const fill = i === 0 ? '#e3e7ed' : colourOf(entry, false, 1.5);
    return `<g><title>${svgText(name)}: ${svgText(formatWeight(tree.total[i], tree.unit))} (${formatPercent(tree.total[i] / tree.total[0])})<\/title>`
      + `<rect x="${x.toFixed(2)}" y="${y}" width="${Math.max(width - 0.5, 0.2).toFixed(2)}" height="${ROW - 1}" fill="${fill}"/>`
      + (label ? `<text x="${(x + 3).toFixed(2)}" y="${y + 14}"${i > 0 && entry.white ? ' fill="#fff"' : ''}>${svgText(label)}</text>` : '') + '</g>';
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SVG_WIDTH}" height="${rows * ROW + 40}" viewBox="0 0 ${SVG_WIDTH} ${rows * ROW + 40}" font-family="Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="11">`
    + `<rect width="100%" height="100%" fill="#fff"/><text x="4" y="20" font-size="14">${svgText(title)}</text>${boxes.join('')}</svg>\n`;
}

// XML allows no control characters, not even escaped.
function svgText(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
