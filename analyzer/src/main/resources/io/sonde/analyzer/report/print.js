// Paper is white, as wide as it is, and nothing can be opened on it.
function preparePrinting() {
  const root = document.documentElement;
  let closed = [];
  let theme;
  addEventListener('beforeprint', () => {
    theme = root.dataset.theme;
    root.dataset.theme = 'light';
    root.classList.add('printing');
    closed = [...document.querySelectorAll('details:not([open])')];
    closed.forEach((each) => each.setAttribute('open', ''));
    document.dispatchEvent(new Event('sonde-theme'));
  });
  addEventListener('afterprint', () => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    root.classList.remove('printing');
    closed.forEach((each) => each.removeAttribute('open'));
    document.dispatchEvent(new Event('sonde-theme'));
  });
}
