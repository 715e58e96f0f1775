// The flame graph with its controls. State: kind, zoomed node (z), search (q), reversed (rev), root at
// the bottom (up), colours (col), your code alone (own), recursion merged (rec), one method alone (f), whose samples
// (w, th, st: see flameFilter); all of it stands in the address, so that a link shows the same. A page with a timeline
// also gives the stretch of time that is drawn, and options.chooseStretch, which is told another one.
const KIND_NAMES = { cpu: 'CPU', wall: 'Wall clock', alloc: 'Allocation', lock: 'Lock waits', live: 'Live objects', native: 'Native memory' };
const ZOOM_MILLIS = 160;

function createFlame(descriptions, options) {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const trees = flameTrees(descriptions);
  const state = { kind: '', z: 0, q: '', rev: !!options.reversed, up: false, col: 'origin', own: false, rec: false, f: '', w: '', th: '', st: '' };
  const filter = flameFilter(options.works, (changes) => set(Object.assign({ z: 0 }, changes)));
  const heat = options.chooseStretch ? sampleHeat(options.chooseStretch) : null;
  let tree = null;
  let stretch = null;
  let asked = 0;
  let loading = false;
  let view = { scroll: 0, x0: 0, x1: 1 };
  let selected = -1;
  let hovered = -1;
  let found = null;
  let frameRequest = 0;
  let animation = null;

  const canvas = el('canvas', { 'aria-hidden': 'true' });
  const space = el('div', { class: 'flame-space' }, canvas);
  const stage = el('div', {
    class: 'flame-stage', tabindex: 0, role: 'application', 'aria-label': 'Flame graph',
    'aria-describedby': 'flame-hint', onkeydown: stageKey, onscroll: redraw, onclick: clicked,
    onmousemove: moved, onmouseleave: () => hover(-1),
  }, space);
  const tip = flameTip();
  const status = el('p', { class: 'flame-status', role: 'status' });
  const crumbs = el('nav', { class: 'flame-crumbs', 'aria-label': 'Zoomed stack' });
  const about = el('p', { class: 'flame-about' });
  const legend = el('ul', { class: 'flame-legend', 'aria-label': 'Colours' });
  const search = el('input', {
    type: 'search', placeholder: 'Search methods (regex)', 'aria-label': 'Search methods, regular expression',
    spellcheck: 'false', autocomplete: 'off', oninput: () => searchFor(search.value), onkeydown: searchKey,
  });
  const share = el('output', { class: 'flame-share', 'aria-live': 'polite' });
  const tabs = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Profile', onkeydown: tabKey });
  const reverse = toggle('Callers', 'Reverse: hottest methods first, their callers below', () => set({ rev: !state.rev, z: 0 }));
  const turn = toggle('Root at bottom', 'Draw the root frames at the bottom', () => set({ up: !state.up }));
  const own = toggle('Your code only', 'Hide the frames of libraries, JDK and native code; what they do counts for your code that calls them', () => set({ own: !state.own, z: 0 }));
  const recursion = toggle('Merge recursion', 'A method that calls itself is one frame', () => set({ rec: !state.rec, z: 0 }));
  const focus = el('button', { type: 'button', title: 'All calls of the selected method as one: what it calls, and with Callers who calls it', onclick: () => focusOn(state.f ? '' : nameOf(picked())) }, 'Only this method');
  const colours = el('select', { 'aria-label': 'What colours mean', onchange: () => set({ col: colours.value }) },
    el('option', { value: 'origin' }, 'Colour: whose code'), el('option', { value: 'compilation' }, 'Colour: how it ran'));
  const reset = el('button', { type: 'button', onclick: () => zoom(0) }, 'Reset zoom');
  const copy = el('button', { type: 'button', onclick: copyStack }, 'Copy stack');
  const saveSvg = el('button', { type: 'button', title: 'Save what is shown as a drawing', onclick: () => save('svg', 'image/svg+xml', (node) => flameSvg(tree, node, about.textContent, state.up)) }, 'Save SVG');
  const saveStacks = el('button', { type: 'button', title: 'Save what is shown as collapsed stacks, which other tools read', onclick: () => save('collapsed', 'text/plain', (node) => collapsedStacks(tree, node)) }, 'Save stacks');
  const help = flameHelp();
  const root = el('div', { class: 'flame' + (options.fill ? ' fill' : '') },
    el('div', { class: 'flame-bar' }, tabs, el('span', { class: 'flame-search' }, search, share)),
    el('div', { class: 'flame-bar second' }, reverse, turn, own, recursion, focus, colours, reset, copy, saveSvg, saveStacks,
      el('button', { type: 'button', class: 'quiet', 'aria-label': 'Help: keys', onclick: () => help.showModal() }, '? Keys')),
    filter.root, heat ? heat.root : null, about, crumbs, stage, status, legend, tip.root, help,
    el('p', { id: 'flame-hint', class: 'off-screen' },
      'Arrow keys walk along the frames, Enter zooms, Escape goes back, slash searches, question mark lists the keys.'));

  descriptions.forEach((each, i) => tabs.append(el('button', {
    type: 'button', role: 'tab', id: 'flame-tab-' + each.kind, 'data-kind': each.kind, onclick: () => set({ kind: each.kind, z: 0 }),
  }, KIND_NAMES[each.kind] || each.kind)));

  function toggle(text, label, action) {
    return el('button', { type: 'button', 'aria-pressed': 'false', title: label, onclick: action }, text);
  }

  function description() {
    return descriptions.find((each) => each.kind === state.kind);
  }

  // Applies changes, keeps the address, redraws. Unpacking takes time: when more was asked for meanwhile,
  // that call draws the state with all changes, and this one gives false.
  async function set(changes) {
    Object.assign(state, changes);
    if (!description()) state.kind = descriptions[0].kind;
    const sequence = ++asked;
    loading = true;
    const index = descriptions.indexOf(description());
    const drawn = filter.allowed(description(), state);
    const loaded = await trees.load(index, Object.assign({}, state), stretch, drawn);
    const times = heat ? await trees.times(index) : null;
    if (sequence !== asked) return false;
    loading = false;
    if (tree !== loaded) selected = hovered = -1;
    tree = loaded;
    state.z = Math.min(Math.max(0, state.z | 0), tree.size - 1);
    writeState({ kind: state.kind, q: state.q, z: state.z || '', rev: state.rev !== !!options.reversed ? (state.rev ? '1' : '0') : '', up: state.up, col: state.col === 'origin' ? '' : state.col, own: state.own, rec: state.rec, f: state.f, w: state.w, th: state.th, st: state.st });
    show();
    if (heat) heat.root.hidden = !times;
    if (times) heat.show(times, description(), drawn, stretch);
    return true;
  }

  function show() {
    for (const tab of tabs.children) {
      const current = tab.dataset.kind === state.kind;
      tab.setAttribute('aria-selected', String(current));
      tab.tabIndex = current ? 0 : -1;
    }
    reverse.setAttribute('aria-pressed', String(state.rev));
    turn.setAttribute('aria-pressed', String(state.up));
    own.setAttribute('aria-pressed', String(state.own));
    recursion.setAttribute('aria-pressed', String(state.rec));
    focus.textContent = state.f ? 'All methods' : 'Only this method';
    colours.value = state.col;
    if (search.value !== state.q) search.value = state.q;
    const facts = description();
    filter.update(facts, state);
    stage.hidden = tree.total[0] === 0;
    about.textContent = stage.hidden ? nothingLeft(facts, !!stretch, filter.words(facts, state))
      : flameAbout(facts, tree, state, stretchWords(), filter.words(facts, state));
    showLegend();
    runSearch();
    showCrumbs();
    layout();
    moveTo(state.z, false);
    describe(selected >= 0 ? selected : state.z);
  }

  function stretchWords() {
    const facts = description();
    if (!stretch || !facts.partSeconds) return '';
    const [first, last] = trees.parts(descriptions.indexOf(facts), stretch);
    return `, only those from ${formatAxisSeconds(first * facts.partSeconds)} to ${formatAxisSeconds((last + 1) * facts.partSeconds)}`;
  }

  // The stretch of time that is drawn: from and to in seconds, or null for all.
  function setStretch(seconds, zoomed) {
    stretch = seconds;
    return tree ? set({ z: zoomed }) : Promise.resolve(false);
  }

  function showLegend() {
    const table = state.col === 'compilation' ? COMPILATIONS : ORIGINS;
    const codes = state.col === 'compilation' ? tree.frames.kinds : tree.frames.origins;
    const used = new Set();
    for (let i = 1; i < tree.size; i++) used.add(codes[tree.frame[i]]);
    legend.replaceChildren(...table.flatMap((entry, code) => {
      if (!used.has(code)) return [];
      const swatch = el('i', { 'aria-hidden': 'true' });
      swatch.style.backgroundColor = colourOf(entry, isDark(), 1.5);
      return [el('li', {}, swatch, entry.name)];
    }));
    view.colours = frameColours(tree, state.col, isDark());
    view.ink = isDark() ? '#fff' : '#000';
    view.faintInk = isDark() ? '#a3aebd' : '#515b69';
  }

  function showCrumbs() {
    const path = [];
    for (let i = state.z; i > 0; i = tree.parent[i]) path.unshift(i);
    const shown = path.length > 6 ? [...path.slice(0, 2), -1, ...path.slice(-3)] : path;
    crumbs.hidden = !path.length;
    reset.disabled = !path.length;
    crumbs.replaceChildren(el('button', { type: 'button', onclick: () => zoom(0) }, 'All'), ...shown.map((node) => node < 0
      ? el('span', {}, '…')
      : el('button', { type: 'button', title: shorten(nameOf(node), 300), onclick: () => zoom(node) }, shorten(tree.frames.short[tree.frame[node]], 40))));
  }

  function layout() {
    const height = tree.levels.length * ROW;
    space.style.height = height + 'px';
    stage.style.height = (options.fill ? height + 2 : Math.min(height + 2, Math.max(240, innerHeight * 0.62))) + 'px';
    const ratio = devicePixelRatio || 1;
    view.width = Math.max(1, stage.clientWidth);
    view.height = Math.max(1, Math.min(stage.clientHeight, height));
    canvas.width = Math.round(view.width * ratio);
    canvas.height = Math.round(view.height * ratio);
    canvas.style.width = view.width + 'px';
    canvas.style.height = view.height + 'px';
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    view.ratio = ratio;
    view.image = context.createImageData(canvas.width, canvas.height);
    view.pixels = new Uint32Array(view.image.data.buffer);
    view.font = '12px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';
    context.font = view.font;
    view.charWidth = context.measureText('0').width;
    view.rootName = 'all: ' + formatWeight(tree.total[0], tree.unit);
    view.up = state.up;
  }

  function redraw() {
    if (!frameRequest) frameRequest = requestAnimationFrame(paint);
  }

  function paint(now) {
    frameRequest = 0;
    if (!tree || !view.width) return;
    if (animation) {
      const done = Math.min(1, (now - animation.since) / ZOOM_MILLIS);
      const eased = 1 - (1 - done) ** 3;
      view.x0 = animation.from[0] + (animation.to[0] - animation.from[0]) * eased;
      view.x1 = animation.from[1] + (animation.to[1] - animation.from[1]) * eased;
      if (done === 1) animation = null;
      else redraw();
    }
    view.scroll = stage.scrollTop;
    view.selected = selected;
    view.hovered = hovered;
    view.matched = found && found.matched;
    const before = performance.now();
    root.dataset.drawn = drawFlame(canvas.getContext('2d'), tree, view);
    root.dataset.paintMillis = (performance.now() - before).toFixed(2);
  }

  function moveTo(node, animated) {
    const to = [tree.start[node], tree.start[node] + Math.max(tree.total[node], 1e-9)];
    if (animated && !still.matches) animation = { from: [view.x0, view.x1], to, since: performance.now() };
    else {
      animation = null;
      [view.x0, view.x1] = to;
    }
    if (!animated && state.up && node === 0) stage.scrollTop = stage.scrollHeight;
    reveal(node);
    redraw();
  }

  function zoom(node) {
    // Another tree is on its way: a node of this one would mean nothing there.
    if (loading) return;
    state.z = node;
    selected = node > 0 ? node : -1;
    writeState({ z: node || '' });
    showCrumbs();
    moveTo(node, true);
    describe(node);
  }

  // Scrolls the stage, never the page, so that the node's row is seen.
  function reveal(node) {
    const depth = tree.depth[node];
    const top = (state.up ? tree.levels.length - 1 - depth : depth) * ROW;
    if (top < stage.scrollTop) stage.scrollTop = top - ROW;
    else if (top + 2 * ROW > stage.scrollTop + stage.clientHeight) stage.scrollTop = top + 3 * ROW - stage.clientHeight;
  }

  function picked() {
    return selected > 0 ? selected : state.z;
  }

  function focusOn(name) {
    return set({ f: name === 'all' ? '' : name, z: 0 });
  }

  function nameOf(node) {
    return node === 0 ? 'all' : tree.frames.names[tree.frame[node]];
  }

  function numbers(node) {
    const whole = tree.total[0];
    if (node === 0) return [['Total', formatWeight(whole, tree.unit)], ['Samples', significant(tree.samples[0])]];
    const value = (weight) => `${formatWeight(weight, tree.unit)} (${formatPercent(weight / whole)})`;
    return tree.reversed
      ? [[state.f ? 'Called this way' : 'On top, called this way', value(tree.total[node])], ['Samples', significant(tree.samples[node])]]
      : [['Total', value(tree.total[node])], ['Self', value(tree.self[node])], ['Samples', significant(tree.samples[node])],
        ...(tree.line && tree.line[node] ? [['Mostly in line', String(tree.line[node])]] : [])];
  }

  function kindOf(node) {
    const frame = tree.frame[node];
    return [node ? ORIGINS[tree.frames.origins[frame]].name : '', KINDS[tree.frames.kinds[frame]]].filter(Boolean).join(', ');
  }

  function describe(node) {
    status.replaceChildren(el('b', {}, shorten(nameOf(node), 400)), ' ', [kindOf(node), ...numbers(node).map(([label, value]) => `${label}: ${value}`)].filter(Boolean).join(' · '));
    copy.disabled = node <= 0;
    focus.disabled = node <= 0 && !state.f;
  }

  function hover(node, event) {
    if (node !== hovered) {
      hovered = node;
      redraw();
    }
    if (node < 0) tip.hide();
    else tip.show([el('b', {}, shorten(nameOf(node), 300)), el('span', {}, kindOf(node)), definitions(numbers(node))], event.clientX, event.clientY);
  }

  function pointed(event) {
    const box = canvas.getBoundingClientRect();
    return nodeAt(tree, view, event.clientX - box.left, event.clientY - box.top);
  }

  function moved(event) {
    hover(pointed(event), event);
  }

  function clicked(event) {
    const node = pointed(event);
    if (node >= 0) zoom(node);
  }

  function runSearch() {
    found = state.q ? searchTree(tree, state.q) : null;
    share.textContent = !found ? '' : (found.count
      ? `${formatPercent(found.weight / tree.total[0])} matched` : 'no match') + (found.literal ? ', as plain text' : '');
    redraw();
  }

  function searchFor(query) {
    state.q = query;
    writeState({ q: query });
    runSearch();
  }

  function searchKey(event) {
    if (event.key === 'Enter' && found && found.heaviest >= 0) {
      select(found.heaviest);
      stage.focus();
    } else if (event.key === 'Escape') {
      search.value = '';
      searchFor('');
      stage.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function select(node) {
    selected = node;
    const outside = tree.start[node] + tree.total[node] <= view.x0 || tree.start[node] >= view.x1;
    if (outside) zoom(0);
    selected = node;
    reveal(node);
    describe(node);
    redraw();
  }

  function heaviestChild(node) {
    return tree.subtree[node] > 1 ? node + 1 : node;
  }

  function neighbour(node, step) {
    const level = tree.levels[tree.depth[node]];
    const i = level.indexOf(node) + step;
    const next = level[i];
    return next === undefined || tree.start[next] >= view.x1 || tree.start[next] + tree.total[next] <= view.x0 ? node : next;
  }

  function stageKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !tree) return;
    const at = selected >= 0 ? selected : state.z;
    const away = state.up ? 'ArrowUp' : 'ArrowDown';
    const back = state.up ? 'ArrowDown' : 'ArrowUp';
    if (event.key === away) select(heaviestChild(at));
    else if (event.key === back) select(Math.max(0, tree.parent[at]));
    else if (event.key === 'ArrowLeft') select(neighbour(at, -1));
    else if (event.key === 'ArrowRight') select(neighbour(at, 1));
    else if (event.key === 'Enter') zoom(at);
    else if (event.key === 'Home') select(0);
    else if (event.key === 'c') copyStack();
    else if (event.key === 'r') set({ rev: !state.rev, z: 0 });
    else if (event.key === 'Escape') escape();
    else return;
    event.preventDefault();
  }

  function escape() {
    hover(-1);
    if (state.z) zoom(0);
    else if (state.q) {
      search.value = '';
      searchFor('');
    } else select(0);
  }

  function tabKey(event) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    const kinds = descriptions.map((each) => each.kind);
    const kind = kinds[(kinds.indexOf(state.kind) + step + kinds.length) % kinds.length];
    set({ kind, z: 0 }).then((shown) => shown && document.getElementById('flame-tab-' + kind).focus());
    event.preventDefault();
  }

  async function copyStack() {
    const node = picked();
    if (node <= 0) return;
    const done = await copyText(stackOf(tree, node).map((name) => 'at ' + name).join('\n'));
    status.append(done ? ' · stack copied' : ' · the browser refused to copy');
  }

  function save(ending, type, content) {
    saveFile(`sonde-${state.kind}.${ending}`, type, content(state.z));
    status.append(` · saved as sonde-${state.kind}.${ending}`);
  }

  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest && event.target.closest('input, textarea, select');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !tree) return;
    if (event.key === '/') {
      search.focus();
      search.select();
      search.scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    } else if (event.key === '?' && !help.open) help.showModal();
  });
  document.addEventListener('sonde-theme', () => {
    if (tree) {
      layout(); // paper is narrower
      if (heat) heat.draw();
      showLegend();
      redraw();
    }
  });
  addEventListener('hashchange', () => fromAddress());
  new ResizeObserver(() => {
    if (tree && stage.clientWidth) {
      layout();
      redraw();
      if (heat) heat.draw();
    }
  }).observe(stage);

  function fromAddress() {
    const asked = readState();
    return set({
      kind: asked.kind || descriptions[0].kind, q: asked.q || '', z: Number(asked.z) || 0, up: asked.up === '1',
      rev: asked.rev ? asked.rev === '1' : !!options.reversed, col: asked.col === 'compilation' ? 'compilation' : 'origin',
      own: asked.own === '1', rec: asked.rec === '1', f: asked.f || '', w: asked.w || '', th: asked.th || '', st: asked.st || '',
    });
  }

  // Opens a kind with a pattern searched and its heaviest match selected.
  async function prove(kind, query) {
    if (!await set({ kind, q: query, z: 0, rev: false, own: false, f: '', w: 'all', th: '', st: '' })) return 0;
    if (found && found.heaviest >= 0) select(found.heaviest);
    return found ? found.count : 0;
  }

  // Draws some requests, threads or states of a kind alone, from the root.
  function only(changes) {
    return set(Object.assign({ z: 0, q: '', rev: false, f: '', th: '', st: '' }, changes));
  }

  return { root, start: fromAddress, prove, only, setStretch };
}
