// Requests moment by moment, those of a trace that was asked for and the slowest: a row for each thread that
// worked for one, what it waited for in colour, and the collector's pauses across all rows.
const LONGEST_BARS = 12;

function waterfallList(heading, requests) {
  return requests.length ? [el('h3', {}, heading), requests.map((request, i) => waterfallOf(request, i === 0))] : null;
}

// Work first; the others as they are.
function partsInOrder(parts) {
  return Object.entries(parts).sort(([a], [b]) => (b === 'work') - (a === 'work'));
}

function waterfallOf(request, open) {
  const at = new Date(request.start * 1000).toISOString().slice(11, 23);
  const words = (bar) => `${request.parts[bar.part]} ${formatNanos(bar.to - bar.from)}${bar.label ? ', ' + bar.label : ''}`;
  const facts = [
    `began at ${at} UTC`,
    request.status > 0 ? `status ${request.status}` : '',
    request.error ? `failed with ${request.error}` : '',
    request.cpu >= 0 ? `CPU ${formatNanos(request.cpu)}` : '',
    request.sql > 0 ? `${significant(request.sql)} SQL` : '',
    request.http > 0 ? `${significant(request.http)} outgoing HTTP` : '',
  ].filter(Boolean);

  function place(bar, element) {
    element.style.left = (100 * bar.from) / request.nanos + '%';
    element.style.width = `max(1px, ${(100 * (bar.to - bar.from)) / request.nanos}%)`;
    return element;
  }
  function row(lane) {
    return [el('span', { class: 'lane-name', title: lane.thread }, lane.thread || 'unknown thread'),
      el('div', { class: 'lane', role: 'img', 'aria-label': `${lane.thread}: ${longest(lane.bars).map(words).join('; ')}` },
        lane.bars.map((bar) => place(bar, el('i', { class: bar.part === 'work' ? 'lane-work' : 'part part-' + bar.part, title: words(bar) }))),
        request.pauses.map((pause) => place(pause, el('i', { class: 'lane-pause', title: `GC pause ${formatNanos(pause.to - pause.from)}` }))))];
  }
  function longest(bars) {
    return bars.filter((bar) => bar.part !== 'work').sort((a, b) => (b.to - b.from) - (a.to - a.from)).slice(0, LONGEST_BARS);
  }

  const all = longest(request.lanes.flatMap((lane) => lane.bars.map((bar) => Object.assign({ thread: lane.thread }, bar))));
  return el('details', { class: 'why waterfall', open },
    el('summary', {}, el('code', {}, atSlashes(request.route)), ` took ${formatNanos(request.nanos)}`),
    el('p', { class: 'muted small' }, upperFirst(facts.join(', ')) + '.', request.trace ? [' Trace ', el('code', {}, request.trace), '.'] : null),
    el('div', { class: 'lanes' }, request.lanes.map(row),
      el('span', {}), el('div', { class: 'lane-axis', 'aria-hidden': 'true' }, [0, 0.25, 0.5, 0.75, 1].map((share) => el('span', {}, formatAxisSeconds(request.nanos * share / 1e9))))),
    el('ul', { class: 'lane-legend', 'aria-label': 'Colours' }, partsInOrder(request.parts).map(([id, name]) =>
      el('li', {}, el('i', { class: id === 'work' ? 'lane-work' : 'part part-' + id, 'aria-hidden': 'true' }), name))),
    all.length ? el('table', { class: 'parts bars' }, el('caption', { class: 'off-screen' }, 'Longest waits of this request'),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Longest waits'), el('th', { scope: 'col', class: 'number' }, 'After'), el('th', { scope: 'col', class: 'number' }, 'Took'))),
      el('tbody', {}, all.map((bar) => el('tr', {}, el('th', { scope: 'row' }, el('i', { class: 'swatch part-' + bar.part, 'aria-hidden': 'true' }), request.parts[bar.part],
        bar.label ? [' ', el('code', {}, shorten(bar.label, 300))] : null, request.lanes.length > 1 ? el('span', { class: 'muted' }, ' on ' + (bar.thread || 'an unknown thread')) : null),
      el('td', { class: 'number' }, formatAxisSeconds(bar.from / 1e9)), el('td', { class: 'number' }, formatNanos(bar.to - bar.from)))))) : el('p', { class: 'muted small' }, 'No wait of it was recorded.'),
    request.omitted > 0 ? el('p', { class: 'muted small' }, `${significant(request.omitted)} short waits are not drawn.`) : null);
}
