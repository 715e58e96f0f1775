// What stands beside the flame graph: the tip that follows the mouse, and the list of keys.
function definitions(rows) {
  return el('dl', {}, ...rows.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, value)]));
}

function flameTip() {
  const root = el('div', { class: 'flame-tip', 'aria-hidden': 'true', hidden: true });

  // Beside the point, and never beyond the window's edge.
  function show(content, clientX, clientY) {
    root.hidden = false;
    root.replaceChildren(...content);
    const x = Math.min(clientX + 14, innerWidth - root.offsetWidth - 8);
    const below = clientY + 18;
    root.style.left = Math.max(8, x) + 'px';
    root.style.top = (below + root.offsetHeight > innerHeight ? Math.max(8, clientY - root.offsetHeight - 10) : below) + 'px';
  }

  return { root, show, hide: () => { root.hidden = true; } };
}

function flameHelp() {
  const keys = [['/', 'search'], ['Enter', 'zoom into the selected frame; in the search field: go to the heaviest match'],
    ['↑ ↓ ← →', 'walk along callers, callees and neighbours'], ['Esc', 'zoom out, then clear the search'],
    ['r', 'reverse: callers of the hottest methods'], ['c', 'copy the selected stack'], ['?', 'this list']];
  const dialog = el('dialog', { class: 'flame-help', 'aria-label': 'Keys' }, el('h2', {}, 'Keys'),
    definitions(keys.map(([key, what]) => [el('kbd', {}, key), what])),
    el('p', {}, 'A wide frame took much: wall time, bytes or processor time of itself and of all that it called. Width counts, order does not.'),
    el('button', { type: 'button', onclick: () => dialog.close() }, 'Close'));
  return dialog;
}
