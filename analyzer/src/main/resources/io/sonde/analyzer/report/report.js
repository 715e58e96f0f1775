// The report: verdict, findings, requests, timeline, flame graphs, memory, methods, recording, rules.
const report = embedded();
const STATES = {
  critical: ['✖', 'Not healthy'], warning: ['▲', 'Needs attention'], slow: ['▲', 'Slow'], healthy: ['✔', 'Healthy'], unknown: ['?', 'Cannot tell'],
};
const SEVERITIES = { critical: ['✖', 'Critical'], warning: ['▲', 'Warning'], info: ['i', 'Info'] };
const drawable = report.flames.some((each) => each.total > 0);
const flames = drawable ? createFlame(report.flames, { fill: false, works: report.works, chooseStretch: report.timeline ? (stretch) => timeline.choose(stretch) : null }) : null;
const timeline = report.timeline ? timelineSection(report.timeline, (stretch, zoomed) => flames && flames.setStretch(stretch, zoomed)) : null;
const memory = report.memory.heap.length || report.memory.pauses.length ? memorySection(report.memory) : null;
const sections = [];

function section(id, title, ...content) {
  const element = el('section', { id: 'section-' + id, 'aria-labelledby': 'title-' + id },
    el('h2', { id: 'title-' + id, tabindex: -1 }, title), content);
  sections.push({ id, title, element });
  return element;
}

function goTo(id, focus) {
  const target = sections.find((each) => each.id === id);
  if (!target) return;
  writeState({ at: id });
  target.element.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth', block: 'start' });
  if (focus) document.getElementById('title-' + id).focus({ preventScroll: true });
}

// Leads to the frame in the flame graph that proves a finding, which a stretch of time may not hold.
async function prove(place) {
  if (timeline) timeline.choose(null);
  await flames.prove(place.kind, exactly(place.class ? place.class + '.' + place.method : place.method));
  goTo('flames', true);
}

// Leads to what the requests of a route did, or its slowest: by the clock where that was sampled, for waits make
// requests slow.
async function showWork(work) {
  const kind = report.flames.find((each) => each.kind === 'wall' && each.total > 0) || report.flames.find((each) => each.total > 0);
  await flames.only({ kind: kind.kind, w: work });
  goTo('flames', true);
}

function workLink(route, slow, words) {
  const number = report.works.routes.indexOf(route);
  const work = (slow ? 's' : 'r') + number;
  if (!flames || number < 0 || !report.flames.some((each) => each.requests)) return null;
  return el('button', { type: 'button', class: 'proof', 'aria-label': `${words}: ${shorten(route, 200)}`, onclick: () => showWork(work) }, words);
}

function showTime([first, last]) {
  timeline.choose([first * report.timeline.step, (last + 1) * report.timeline.step]);
  goTo('timeline', true);
}

function placeLink(place, words) {
  const name = place.class ? place.class + '.' + place.method : place.method;
  if (!place.kind || !flames) return null;
  return el('button', { type: 'button', class: 'proof', 'aria-label': `${words}: ${shorten(name, 200)}`, onclick: () => prove(place) }, words);
}

function codeOf(place) {
  const short = place.class.slice(place.class.lastIndexOf('.') + 1);
  return el('code', { title: shorten(place.class, 300) }, shorten((short ? short + '.' : '') + place.method, 300) + (place.line > 0 ? ':' + place.line : ''));
}

function badge(kind, icon, word) {
  return el('span', { class: 'badge ' + kind }, el('span', { 'aria-hidden': 'true' }, icon + ' '), word);
}

function impactBar(finding) {
  if (finding.impact === null) return el('p', { class: 'impact' }, el('span', { class: 'muted' }, 'share unknown'));
  if (finding.impact === 0) return el('p', { class: 'impact' });
  const fill = el('i', {});
  fill.style.width = Math.min(100, Math.max(0, finding.impact * 100)) + '%';
  return el('p', { class: 'impact' }, el('b', {}, finding.impactText), ' ', el('span', { class: 'muted' }, finding.impactOf),
    el('span', { class: 'bar ' + finding.severity, 'aria-hidden': 'true' }, fill));
}

function verdictCard() {
  const [icon, word] = STATES[report.verdict.state];
  const first = report.findings.find((each) => each.severity !== 'info');
  const place = first && first.location[0];
  return el('section', { class: 'verdict ' + report.verdict.state, 'aria-label': 'Verdict' },
    badge(report.verdict.state, icon, word),
    el('h1', {}, report.verdict.headline),
    first ? el('dl', { class: 'answers' },
      el('div', {}, el('dt', {}, 'Explains'), el('dd', { class: 'big' }, first.impactText), el('dd', { class: 'muted' }, first.impact === null ? 'not measured' : first.impactOf)),
      place ? el('div', {}, el('dt', {}, 'Where'), el('dd', {}, codeOf(place)), el('dd', { class: 'muted' }, shorten(place.class, 200))) : null,
      el('div', { class: 'wide' }, el('dt', {}, 'What to do'), el('dd', {}, first.recommendation)))
      : el('p', { class: 'lead' }, report.verdict.detail),
    el('div', { class: 'actions' }, place ? placeLink(place, 'Show it in the flame graph') : null));
}

// Text that would squeeze the labels of the whole table stands below its own label instead.
const LONG_VALUE = 20;

function longEvidence(each) {
  return each.value.length > LONG_VALUE && !each.threshold;
}

function longRows(each, id, columns) {
  return [el('tr', { class: 'above' }, el('th', { scope: 'row', id, colspan: columns }, each.label)),
    el('tr', {}, el('td', { class: 'long', headers: id, colspan: columns }, each.value))];
}

function evidenceTable(finding, rank) {
  if (!finding.evidence.length) return null;
  const held = finding.evidence.some((each) => each.threshold);
  return el('table', { class: 'evidence' }, el('caption', {}, 'Evidence'),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Measured'), el('th', { scope: 'col', class: 'number' }, 'Value'),
      held ? el('th', { scope: 'col', class: 'number' }, 'Threshold') : null)),
    el('tbody', {}, finding.evidence.map((each, i) => longEvidence(each) ? longRows(each, `evidence-${rank}-${i}`, held ? 3 : 2) : el('tr', {}, el('th', { scope: 'row' }, each.label), el('td', { class: 'number' }, each.value),
      held ? el('td', { class: 'number' }, each.threshold || '–') : null))));
}

function findingBody(finding, i) {
  return [finding.route ? el('p', { class: 'muted' }, 'Route ', el('code', {}, finding.route), ' ', workLink(finding.route, true, 'Show its slowest requests')) : null,
    finding.window ? el('p', { class: 'muted' }, 'When: ' + finding.window + ' ', timeline && finding.steps
      ? el('button', { type: 'button', class: 'proof', 'aria-label': 'Show this time: ' + finding.title, onclick: () => showTime(finding.steps) }, 'Show this time') : null) : null,
    el('p', {}, finding.summary),
    el('div', { class: 'proofs' },
      evidenceTable(finding, i + 1),
      el('div', {},
        el('h4', {}, 'What to do'), el('p', {}, finding.recommendation),
        finding.location.length ? [el('h4', {}, 'Where'), el('ol', { class: 'places' }, finding.location.map((place) =>
          el('li', {}, el('div', {}, codeOf(place), el('span', { class: 'muted package' }, shorten(place.class, 200))),
            placeLink(place, 'Show'))))] : null)),
    el('p', { class: 'muted small' }, 'Rule ', el('code', {}, finding.rule))];
}

// All that hangs below a finding, each behind its cause; the report lists causes first.
function below(i) {
  return report.findings.flatMap((each, k) => each.causedBy === i ? [k, ...below(k)] : []);
}

function consequence(i) {
  const finding = report.findings[i];
  const [icon, word] = SEVERITIES[finding.severity];
  return el('li', {}, el('details', { class: 'consequence ' + finding.severity, id: 'finding-' + (i + 1) },
    el('summary', {}, badge(finding.severity, icon, word), ' ', el('b', {}, finding.title), finding.impact ? ` (${finding.impactText} ${finding.impactOf})` : '',
      el('span', { class: 'muted' }, `, because ${finding.because}.`)),
    findingBody(finding, i)));
}

function findingCard(finding, i) {
  const [icon, word] = SEVERITIES[finding.severity];
  const shows = below(i);
  return el('article', { class: 'finding ' + finding.severity, id: 'finding-' + (i + 1) },
    el('header', {}, badge(finding.severity, icon, word), el('h3', {}, `${i + 1}. ${finding.title}`), impactBar(finding)),
    findingBody(finding, i),
    shows.length ? el('div', { class: 'shows' }, el('h4', {}, 'Which also shows as'), el('ul', {}, shows.map(consequence))) : null);
}

function findingsSection() {
  const leads = report.findings.filter((each) => each.causedBy === null);
  return section('findings', leads.length ? `Findings (${leads.length})` : 'Findings',
    leads.length ? leads.map(findingCard)
      : el('p', { class: 'card' }, 'No rule found a problem. The rules below say what they looked at, and which of them lacked data or failed.'));
}

function methodsSection() {
  const time = (label, field) => ({ label, number: true, value: (row) => row[field], show: (row) => formatNanos(row[field]) });
  return section('methods', `Timed methods (${report.methods.length})`, el('div', { class: 'card' },
    el('p', { class: 'muted' }, 'Exact call counts; times from the methods that the agent was told to include.'
      + (report.methods.some((row) => row.timed < row.count) ? ' Where fewer calls were timed than made, times are estimates from those; ↓ marks methods that the agent turned down to keep its overhead budget, whose calls that were only counted are in no time.' : '')),
    sortableTable('Timed methods', [
      { label: 'Method', value: (row) => row.class + '.' + row.method, show: (row) => codeOf({ class: row.class, method: row.method, line: 0 }) },
      { label: 'Calls', number: true, value: (row) => row.count, show: (row) => significant(row.count) },
      { label: 'Timed', number: true, value: (row) => row.timed, show: (row) => significant(row.timed) + (row.turnedDown ? ' ↓' : '') },
      time('Total', 'total'), time('p50', 'p50'), time('p90', 'p90'), time('p99', 'p99'), time('p99.9', 'p999'), time('Max', 'max'),
    ], report.methods, 3, 25)));
}

// Sizes are written exactly, and as people read them.
function flagsTable() {
  return [el('h3', {}, `Flags of the JVM that are not at their default (${report.flags.length})`),
    sortableTable('Flags of the JVM', [
      { label: 'Flag', value: ([name]) => name, show: ([name]) => el('code', {}, shorten(name, 200)) },
      { label: 'Value', value: ([, value]) => value, show: ([, value, size]) => [el('code', {}, shorten(value, 300)), size ? el('span', { class: 'muted' }, ` = ${size}`) : null] },
      { label: 'Set by', value: ([, , , origin]) => origin, show: ([, , , origin]) => shorten(origin, 60) },
    ], report.flags, 0, 25)];
}

function recordingSection() {
  return section('recording', 'JVM and recording', el('div', { class: 'card' },
    el('dl', { class: 'facts' }, [['Files', report.files.join(', ')], ...report.facts].flatMap(([label, value]) =>
      [el('dt', {}, label), el('dd', {}, shorten(value, 2000))])),
    report.flags.length ? flagsTable() : null,
    el('h3', {}, 'Quality of the recording'),
    report.quality.length ? el('ul', { class: 'problems' }, report.quality.map((each) =>
      el('li', {}, each.file ? el('code', {}, each.file) : null, each.file ? ' ' : null, each.what)))
      : el('p', {}, 'Nothing was lost or had to be estimated.')));
}

function rulesSection() {
  const words = { finding: 'Finding', ok: 'OK', 'not-applicable': 'Not applicable', failed: 'Failed' };
  const order = ['failed', 'finding', 'not-applicable', 'ok'];
  const rows = report.rules.slice().sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return section('rules', `All rules (${report.rules.length})`, el('div', { class: 'card scrolls', tabindex: 0, role: 'region', 'aria-label': 'All rules' },
    el('table', { class: 'rules' }, el('thead', {}, el('tr', {}, ['Rule', 'Outcome', 'Why'].map((label) => el('th', { scope: 'col' }, label)))),
      el('tbody', {}, rows.map((each) => el('tr', {}, el('th', { scope: 'row' }, el('code', {}, each.rule)),
        el('td', {}, el('span', { class: 'outcome outcome-' + each.outcome }, words[each.outcome] || each.outcome)),
        el('td', {}, each.reason || (each.outcome === 'finding' ? 'See the finding above.' : ''))))))));
}

const body = el('main', {},
  verdictCard(),
  findingsSection(),
  report.requests ? section('requests', 'Requests', requestsCard(report.requests, report.files)) : null,
  report.pools ? section('pools', 'Connection pools', poolsCard(report.pools)) : null,
  report.executors ? section('executors', 'Worker pools', executorsCard(report.executors)) : null,
  report.locks.length ? section('locks', 'Locks', locksCard(report.locks)) : null,
  timeline ? section('timeline', 'Timeline', timeline.element) : null,
  section('flames', 'Flame graphs', el('div', { class: 'card' }, flames ? flames.root
    : el('p', {}, 'The recording holds no samples to draw. Record with Sonde’s agent, or with JFR’s execution samples switched on.'))),
  memory ? section('memory', 'Memory', el('div', { class: 'card' }, memory.element)) : null,
  report.methods.length ? methodsSection() : null,
  recordingSection(),
  rulesSection(),
  section('words', 'Words', el('div', { class: 'card' }, termsList())));

document.getElementById('app').append(
  el('header', { class: 'top bar' },
    el('div', { class: 'brand' }, el('b', {}, 'Sonde'), el('span', { class: 'muted' }, shorten(report.files.join(', '), 120))),
    el('nav', { 'aria-label': 'Sections' }, sections.map((each) =>
      el('button', { type: 'button', class: 'quiet', onclick: () => goTo(each.id, true) }, each.title.replace(/ \(.*/, '')))),
    themeButton()),
  body);

function drawCharts() {
  if (timeline) timeline.draw();
  if (memory) memory.draw();
}

drawCharts();
document.addEventListener('sonde-theme', drawCharts);
preparePrinting();
let width = innerWidth;
addEventListener('resize', () => {
  if (width !== innerWidth) drawCharts();
  width = innerWidth;
});
if (timeline) timeline.fromAddress();
(flames ? flames.start() : Promise.resolve()).then(() => {
  const at = readState().at;
  if (at) document.getElementById('section-' + at)?.scrollIntoView({ block: 'start' });
  document.documentElement.setAttribute('data-ready', '');
});
