// Flame graphs alone.
const page = embedded();
const hasSamples = page.flames.some((each) => each.total > 0);
const graph = hasSamples ? createFlame(page.flames, { fill: true, reversed: page.reversed }) : null;
document.getElementById('app').append(
  el('header', { class: 'top' },
    el('div', {}, el('h1', {}, page.title), page.subtitle ? el('p', { class: 'muted' }, page.subtitle) : null),
    themeButton()),
  el('main', { class: 'flame-page' }, graph ? graph.root
    : el('p', { class: 'empty' }, 'There is nothing to draw: the recording holds no samples of this kind that pass the filter. '
      + 'sonde summary says which samples it holds.')));
if (graph) graph.start().then(() => document.documentElement.setAttribute('data-ready', ''));
else document.documentElement.setAttribute('data-ready', '');
