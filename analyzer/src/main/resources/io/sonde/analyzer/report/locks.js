// Locks that threads waited for: who waited, and what whoever held them did meanwhile.
function locksCard(locks) {
  const number = (label, field, format) => ({ label, number: true, value: (row) => row[field], show: (row) => (row[field] > 0 ? format(row[field]) : '–') });
  const code = (place) => (place ? codeOf(place) : '–');
  return el('div', { class: 'card' },
    el('p', { class: 'muted' }, 'Waits of the application’s threads for monitors and locks, start-up included. Who holds a monitor is recorded; of other locks it is what threads that did not wait did meanwhile in the methods that ask for the lock.'),
    sortableTable('Contended locks', [
      { label: 'Lock', value: (row) => row.lock, show: (row) => [el('code', { title: row.lock }, shorten(row.lock.slice(row.lock.lastIndexOf('.') + 1), 80)), row.monitor ? ' (monitor)' : ''] },
      { label: 'Waited in', value: (row) => (row.waiter ? row.waiter.class + row.waiter.method : ''), show: (row) => code(row.waiter) },
      { label: 'Held by', value: (row) => (row.owner ? row.owner.class + row.owner.method : ''), show: (row) => [code(row.owner), row.doing ? el('span', { class: 'muted small' }, ' ' + row.doing) : null] },
      number('Total wait', 'total', formatNanos), number('Waits', 'waits', significant), number('Longest', 'longest', formatNanos),
      number('Held, typically', 'held', formatNanos), number('Threads', 'threads', significant), number('Most at once', 'most', significant),
    ], locks, 3, 10));
}
