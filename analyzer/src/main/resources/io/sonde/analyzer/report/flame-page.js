// Flame graphs alone.
const page = embedded();
const hasSamples = page.flames.some((each) => each.total > 0);
const graph = hasSamples ? createFlame(page.flames, { fill: true, reversed: page.reversed, works: page.works, chooseStretch: page.seconds > 0 ? choose : null }) : null;

// From and to in seconds, or null for all of the time.
function choose(stretch) {
  writeState({ t: stretchText(stretch) });
  graph.setStretch(stretch, 0);
}

document.getElementById('app').append(
  el('header', { class: 'top' },
    el('div', {}, el('h1', {}, page.title), page.subtitle ? el('p', { class: 'muted' }, page.subtitle) : null),
    themeButton()),
  el('main', { class: 'flame-page' }, graph ? graph.root
    : el('p', { class: 'empty' }, 'There is nothing to draw: the recording holds no samples of this kind that pass the filter. '
      + 'sonde summary says which samples it holds.')));
if (graph) {
  const stretch = () => stretchOf(readState().t, page.seconds);
  graph.setStretch(stretch(), 0);
  addEventListener('hashchange', () => graph.setStretch(stretch(), Number(readState().z) || 0));
  graph.start().then(() => document.documentElement.setAttribute('data-ready', ''));
} else document.documentElement.setAttribute('data-ready', '');
