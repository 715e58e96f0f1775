// Pools of connections: how full they were, how long was waited for them, and who held their connections longest.
function poolsCard(pools) {
  const count = (label, field) => ({ label, number: true, value: (row) => row[field], show: (row) => (row[field] < 0 ? '–' : significant(row[field])) });
  const time = (label, field) => ({ label, number: true, value: (row) => row[field], show: (row) => formatNanos(row[field]) });
  return el('div', { class: 'card' },
    el('p', { class: 'muted' }, 'Waits and holds are means. Waiting threads are as many as were seen when the agent looked; a limit that is not known is –.'),
    sortableTable('Use of connection pools', [
      { label: 'Pool', value: (row) => row.name, show: (row) => el('code', {}, row.name) },
      count('Limit', 'limit'), count('Most in use', 'mostActive'), count('Most waiting', 'mostPending'),
      count('Handed out', 'acquires'), count('In vain', 'failures'), time('Wait', 'wait'), time('Held', 'hold'), count('Leaked', 'leaked'),
    ], pools, 6, 20),
    pools.filter((pool) => pool.longest.length).map((pool) => [
      el('h3', {}, 'Longest holds of ', el('code', {}, pool.name)),
      el('ul', {}, pool.longest.map((hold) => el('li', {}, upperFirst(hold)))),
    ]));
}
