// Light and dark follow the system until the reader chooses.
const darkSystem = matchMedia('(prefers-color-scheme: dark)');

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : darkSystem.matches;
}

function themeButton() {
  const button = el('button', { type: 'button', class: 'quiet', id: 'theme', onclick: toggle });
  function show() {
    button.textContent = isDark() ? '☀ Light' : '☾ Dark';
    button.setAttribute('aria-label', isDark() ? 'Light: switch to light colours' : 'Dark: switch to dark colours');
    document.dispatchEvent(new Event('sonde-theme'));
  }
  function toggle() {
    const chosen = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = chosen;
    try {
      localStorage.setItem('sonde-theme', chosen);
    } catch (noStorage) {
      // Storage may be refused to file: pages; the choice then lasts as long as the page.
    }
    show();
  }
  try {
    const remembered = localStorage.getItem('sonde-theme');
    if (remembered) document.documentElement.dataset.theme = remembered;
  } catch (noStorage) {
    // As above.
  }
  darkSystem.addEventListener('change', show);
  show();
  return button;
}
