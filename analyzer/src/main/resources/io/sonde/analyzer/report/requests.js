// Requests by route, and for each what its slowest ones spent their time in beside those around the median.
const OPEN_ROUTES = 2;

function requestsCard(requests, files) {
  const time = (label, field) => ({ label, number: true, value: (row) => row[field], show: (row) => formatNanos(row[field]) });
  const mean = (label, field, format, behind = () => '') => ({ label, number: true, value: (row) => row[field] ?? -1, show: (row) => (row[field] === null ? '–' : format(row[field]) + behind(row)) });
  // What samples told has its error behind it.
  const estimated = (label, field, format) => mean(label, field, format, (row) => (row[field + 'Error'] > 0 ? ` ± ${Math.ceil(Math.min(1, row[field + 'Error']) * 100)} %` : ''));
  return el('div', { class: 'card' },
    el('p', { class: 'muted' }, `${requests.headline}. ${requests.explained} CPU time, allocated bytes, SQL, outgoing HTTP, tasks and their time in queues are means of one request; ± marks what samples told.`),
    sortableTable('Requests by route', [
      { label: 'Route', value: (row) => row.route, show: (row) => el('code', {}, atSlashes(row.route)) },
      time('Total', 'total'),
      { label: 'Count', number: true, value: (row) => row.count, show: (row) => significant(row.count) },
      mean('Rate', 'perSecond', (value) => significant(value) + '/s'),
      { label: 'Errors', number: true, value: (row) => row.errors, show: (row) => significant(row.errors) },
      time('p50', 'p50'), time('p90', 'p90'), time('p99', 'p99'), time('p99.9', 'p999'), time('Max', 'max'),
      estimated('CPU', 'cpu', formatNanos), estimated('Allocated', 'bytes', formatBytes),
      ...(requests.routes.some((route) => route.sql > 0 || route.connection > 0) ? [
        mean('SQL', 'sql', significant), mean('SQL time', 'sqlTime', formatNanos), mean('Pool wait', 'connection', formatNanos),
      ] : []),
      ...(requests.routes.some((route) => route.http > 0) ? [
        mean('HTTP', 'http', significant), mean('HTTP time', 'httpTime', formatNanos),
      ] : []),
      ...(requests.routes.some((route) => route.tasks > 0) ? [
        mean('Tasks', 'tasks', significant), mean('Queued', 'queued', formatNanos),
      ] : []),
    ], requests.routes, 1, 25),
    waterfallList(`Requests of trace ${requests.trace}`, requests.traced),
    el('h3', {}, 'Why slow requests are slow'),
    requests.routes.filter((route) => route.parts).map((route, i) => whySlow(route, i < OPEN_ROUTES, files)),
    untold(requests.routes.filter((route) => !route.parts)),
    waterfallList('Slowest requests', requests.slowest),
    requests.statements.length ? [el('h3', {}, 'Statements'), statementTable('SQL statements of requests', 'Statement', requests.statements, true)] : null,
    requests.calls.length ? [el('h3', {}, 'Outgoing HTTP'), statementTable('Outgoing HTTP calls of requests', 'Call', requests.calls, false)] : null);
}

// A long path may go on in the next line behind a slash, and not within a word.
function atSlashes(path) {
  return path.split(/(?<=\/)(?=[^/])/).flatMap((part, i) => (i > 0 ? [el('wbr'), part] : [part]));
}

// What the database that was asked says, below the statement.
function planOf(row) {
  return row.plan ? [el('div', { class: 'muted small' }, row.plan), row.advice.map((line) => el('div', { class: 'small' }, el('code', {}, line)))] : null;
}

// Statements, or outgoing calls.
function statementTable(caption, what, statements, haveRows) {
  const time = (label, field) => ({ label, number: true, value: (row) => row[field], show: (row) => formatNanos(row[field]) });
  const count = (label, field) => ({ label, number: true, value: (row) => row[field], show: (row) => significant(row[field]) });
  return sortableTable(caption, [
    { label: what, value: (row) => row.text, show: (row) => [el('code', {}, row.text), planOf(row)] },
    time('Total', 'total'), count('Count', 'count'), count('Errors', 'errors'), time('Mean', 'mean'), time('Max', 'max'),
    count('In a request', 'perRequest'),
    ...(haveRows ? [{ label: 'Rows each', number: true, value: (row) => row.rows, show: (row) => (row.rows < 0 ? '–' : significant(row.rows)) }] : []),
    { label: 'Called in', value: (row) => row.caller, show: (row) => (row.caller ? el('code', { title: row.caller }, row.caller.split('.').slice(-2).join('.')) : '–') },
  ], statements, 1, 20);
}

function whySlow(route, open, files) {
  const longest = Math.max(route.slow.mean, route.median.mean);
  return el('details', { class: 'why', open },
    el('summary', {}, el('code', {}, route.route)),
    el('p', {}, route.why),
    splitBar(route, 'slow', longest),
    splitBar(route, 'median', longest),
    splitTable(route),
    pausedNote(route),
    el('div', { class: 'links' }, workLink(route.route, true, 'Show in the flame graph what the slowest did'), workLink(route.route, false, 'What all of them did')),
    flameHint(route.route, files));
}

// Both bars have one scale, so that their lengths compare.
function splitBar(route, group, longest) {
  const words = route.parts.filter((part) => part[group] > 0).map((part) => `${part.words} ${formatNanos(part[group])}`).join(', ');
  const bar = el('div', { class: 'split', role: 'img', 'aria-label': `${route[group].label}: ${words}` },
    route.parts.filter((part) => part[group] > 0).map((part) => {
      const piece = el('i', { class: 'part part-' + part.id, title: `${part.words}: ${formatNanos(part[group])}` });
      piece.style.flexGrow = part[group];
      return piece;
    }));
  bar.style.width = (longest > 0 ? Math.max(0.5, (route[group].mean / longest) * 100) : 0) + '%';
  return el('div', { class: 'split-row' }, el('p', { class: 'small' }, upperFirst(route[group].label)), bar);
}

function splitTable(route) {
  return el('table', { class: 'parts' }, el('caption', { class: 'off-screen' }, 'Mean time in each part: ' + route.route),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Mean time'), ['Slow', 'Median', 'Difference'].map((label) => el('th', { scope: 'col', class: 'number' }, label)))),
    el('tbody', {}, route.parts.map((part) => el('tr', {},
      el('th', { scope: 'row', title: explained(part.words) }, el('i', { class: 'swatch part-' + part.id, 'aria-hidden': 'true' }), part.words, part.estimated ? el('span', { class: 'muted' }, ' (estimated)') : null),
      el('td', { class: 'number' }, timeOrNone(part.slow)), el('td', { class: 'number' }, timeOrNone(part.median)),
      el('td', { class: 'number' }, difference(part.slow - part.median))))));
}

function timeOrNone(nanos) {
  return nanos > 0 ? formatNanos(nanos) : '–';
}

function difference(nanos) {
  return nanos === 0 ? '–' : (nanos > 0 ? '+' : '−') + formatNanos(Math.abs(nanos));
}

function upperFirst(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pausedNote(route) {
  return route.slow.pausedInWaits > 0 ? el('p', { class: 'muted small' },
    `Collections paused the slow ones for ${formatNanos(route.slow.pausedInWaits)} on average while they waited; that time is part of the waits.`) : null;
}

// Only where no name needs quoting beyond plain quotes.
function flameHint(route, files) {
  if (!/^[\x20-\x7e]{1,200}$/.test(route) || /['*]/.test(route)) return null;
  const file = files.length === 1 && /^[\w./-]+$/.test(files[0]) ? files[0] : 'FILE';
  return el('p', { class: 'small muted' }, 'As a page of its own: ', el('code', {}, `sonde flame ${file} --request '${route}' --slower-than p99`));
}

function untold(routes) {
  if (!routes.length) return null;
  return el('details', { class: 'why' }, el('summary', {}, `Not compared: ${significant(routes.length)} ${routes.length === 1 ? 'route' : 'routes'}`),
    el('ul', { class: 'problems' }, routes.slice(0, 100).map((route) => el('li', {}, el('code', {}, route.route), ': ', route.why))),
    routes.length > 100 ? el('p', { class: 'muted' }, `and ${significant(routes.length - 100)} more`) : null);
}
