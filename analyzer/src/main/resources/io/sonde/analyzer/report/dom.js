// Elements are made here and nowhere else: text is always a text node, so no name can become markup.
function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return element;
}

function embedded() {
  return JSON.parse(document.getElementById('sonde-data').textContent);
}

// What is seen stands in the address after '#', so that a link shows the same again.
function readState() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

function writeState(changes) {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of Object.entries(changes)) {
    if (value === '' || value === null || value === undefined || value === false) state.delete(name);
    else state.set(name, value === true ? '1' : String(value));
  }
  const text = state.toString();
  history.replaceState(null, '', text ? '#' + text : location.pathname + location.search);
}

// A stretch of time as it stands in the address: 12-40.5, in seconds; null where there is none within the end.
function stretchOf(text, end) {
  const asked = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text || '');
  const stretch = asked ? asked.slice(1).map((seconds) => Math.min(end, Number(seconds))) : null;
  return stretch && stretch[0] < stretch[1] ? stretch : null;
}

function stretchText(stretch) {
  return stretch ? stretch.map((seconds) => +seconds.toFixed(3)).join('-') : '';
}

// file: pages may lack the clipboard interface; a selected text field is the fallback.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    const field = el('textarea', { 'aria-hidden': 'true', class: 'off-screen' });
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  }
}
