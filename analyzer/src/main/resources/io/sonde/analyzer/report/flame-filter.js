// Whose samples a flame graph draws: w says for which requests, th on which threads, st in which state. All three
// stand in the address. works: routes by number, and how many requests each recorded one stands for.
function flameFilter(works, changed) {
  const work = choice('Work', (value) => changed({ w: value }));
  const thread = choice('Threads', (value) => changed({ th: value }));
  const wait = choice('State', (value) => changed({ st: value }));
  const root = el('div', { class: 'flame-bar second flame-filter' }, work.root, thread.root, wait.root);
  const WAITING = 2;
  const NO_REQUESTS = ['busy', 'idle', 'all'];

  function choice(label, chosen) {
    const select = el('select', { onchange: () => chosen(select.value) });
    return { root: el('label', {}, label + ' ', select), select };
  }

  // An owner: number of its threads, its work, its state, and 1 for threads that wait for work and the JVM's own. Work is
  // 0 outside of requests, 1 + 2 r for those of the r-th route, one more for its slow ones.
  const tests = new Map([
    ['all', () => true],
    ['busy', (owner) => owner[3] === 0],
    ['idle', (owner) => owner[3] === 1],
    ['req', (owner) => owner[1] > 0],
    ['slow', (owner) => owner[1] > 0 && owner[1] % 2 === 0],
    ['out', (owner) => owner[1] === 0],
  ]);

  // Undefined for what an address may hold that this page does not know.
  function workTest(value) {
    const route = /^([rs])(\d+)$/.exec(value);
    if (!route) return tests.get(value);
    if (!works || Number(route[2]) > works.routes.length) return undefined;
    const first = 1 + 2 * Number(route[2]);
    return route[1] === 's' ? (owner) => owner[1] === first + 1 : (owner) => owner[1] === first || owner[1] === first + 1;
  }

  function has(facts, value) {
    return facts.owners.some(tests.get(value));
  }

  // Requests are what users ask about, unless most of them were not recorded one by one; then whatever is at work.
  function usual(facts) {
    if (facts.requests && works && works.requestsPerRecorded <= 1.1 && has(facts, 'req')) return 'req';
    return has(facts, 'idle') && has(facts, 'busy') ? 'busy' : 'all';
  }

  function asked(facts, state) {
    const known = state.w && workTest(state.w) && (facts.requests || NO_REQUESTS.includes(state.w));
    return { work: known ? state.w : usual(facts), thread: facts.threads.indexOf(state.th), state: state.st };
  }

  // 1 for each owner that is drawn; null where all are, or where the page does not know whose samples there are.
  function allowed(facts, state) {
    if (!facts.owners) return null;
    const { work: wanted, thread: threads, state: waits } = asked(facts, state);
    const test = workTest(wanted);
    const drawn = facts.owners.map((owner) => (test(owner) && (threads < 0 || owner[0] === threads)
      && (waits === 'wait' ? owner[2] === WAITING : waits === 'run' ? owner[2] === 1 : true) ? 1 : 0));
    return drawn.includes(0) ? drawn : null;
  }

  function routeName(i) {
    return works && i < works.routes.length ? works.routes[i] : 'other routes';
  }

  function workName(value) {
    const name = shorten(routeName(Number(value.slice(1))), 100);
    return value[0] === 's' ? name + ', slowest 1 %' : name;
  }

  function idleOptions(facts) {
    return has(facts, 'idle') ? [['busy', 'All but idle threads and the JVM’s own'], ['idle', 'Idle threads and the JVM’s own']] : [];
  }

  // With the route that is asked for, also where no sample of this kind belongs to it.
  function workOptions(facts, asked) {
    const wanted = /^[rs]\d/.test(asked) ? [Number(asked.slice(1))] : [];
    const routes = [...new Set(wanted.concat(facts.owners.filter(tests.get('req')).map((owner) => Math.floor((owner[1] - 1) / 2))))].sort((a, b) => a - b);
    return [['req', 'All requests and their tasks'], ['slow', 'Slowest 1 % of each route'], ['out', 'Outside of requests'], ...idleOptions(facts), ['all', 'Everything'],
      ...routes.flatMap((i) => ['r' + i, 's' + i].map((value) => [value, workName(value)]))];
  }

  function fill(each, options, value) {
    each.select.replaceChildren(...options.map(([id, text]) => el('option', { value: id }, text)));
    each.select.value = value;
    each.root.hidden = options.length < 2;
  }

  function update(facts, state) {
    root.hidden = !facts.owners;
    if (root.hidden) return;
    const now = asked(facts, state);
    const used = new Set(facts.owners.map((owner) => owner[0]));
    fill(work, facts.requests ? workOptions(facts, now.work) : has(facts, 'idle') ? [...idleOptions(facts), ['all', 'Everything']] : [], now.work);
    fill(thread, [['', 'All'], ...facts.threads.filter((name, i) => used.has(i)).map((name) => [name, shorten(name, 60)])], now.thread < 0 ? '' : state.th);
    fill(wait, facts.owners.some((owner) => owner[2] === WAITING) ? [['', 'Running and waiting'], ['run', 'Running, or ready to'], ['wait', 'Waiting']] : [], state.st);
  }

  // What is drawn, where that is not everything.
  function words(facts, state) {
    if (!allowed(facts, state)) return '';
    const now = asked(facts, state);
    const named = { req: 'requests and their tasks', slow: 'the slowest 1 % of each route', out: 'what is outside of requests', busy: 'all but threads that wait for work and the JVM’s own', idle: 'threads that wait for work, and the JVM’s own', all: '' }[now.work];
    return ' Drawn: ' + [named === undefined ? workName(now.work) : named,
      now.thread >= 0 ? 'threads ' + shorten(state.th, 60) : '', now.state === 'wait' ? 'waiting' : now.state === 'run' ? 'running, or ready to' : ''].filter(Boolean).join('; ') + '.'
      + (works && works.requestsPerRecorded > 1.1 && now.work !== 'out' && !NO_REQUESTS.includes(now.work)
        ? ` One request in ${significant(works.requestsPerRecorded)} was recorded; what the others did is not in it.` : '');
  }

  return { root, allowed, update, words };
}
