// A table whose columns sort. Columns: { label, value(row), show(row), number }.
function sortableTable(caption, columns, rows, sortedBy, limit) {
  let by = sortedBy;
  let descending = !!columns[sortedBy].number;
  let all = rows.length <= limit;
  const body = el('tbody');
  const heads = columns.map((column, i) => el('th', { scope: 'col', class: column.number ? 'number' : null },
    el('button', { type: 'button', title: explained(column.label), onclick: () => sort(i) }, column.label)));
  const more = el('button', { type: 'button', onclick: () => { all = true; fill(); } }, `Show all ${rows.length}`);
  function sort(i) {
    descending = by === i ? !descending : !!columns[i].number;
    by = i;
    fill();
  }
  function fill() {
    const value = columns[by].value;
    const sign = descending ? -1 : 1;
    const sorted = rows.slice().sort((a, b) => (value(a) < value(b) ? -sign : value(a) > value(b) ? sign : 0));
    heads.forEach((head, i) => {
      if (i === by) head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
    body.replaceChildren(...(all ? sorted : sorted.slice(0, limit)).map((row) =>
      el('tr', {}, columns.map((column, i) => el(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: column.number ? 'number' : null },
        column.show ? column.show(row) : column.value(row))))));
    more.hidden = all;
  }
  fill();
  return el('div', {}, el('div', { class: 'scrolls', tabindex: 0, role: 'region', 'aria-label': caption },
    el('table', { class: 'sortable' }, el('caption', { class: 'off-screen' }, caption), el('thead', {}, el('tr', {}, heads)), body)), more);
}
