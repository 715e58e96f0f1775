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

// Threads that take work from a queue: servers' pools by readings, executors by the tasks that they ran for requests.
function executorsCard(executors) {
  const column = (label, field, format) => ({ label, number: true, value: (row) => row[field], show: (row) => (row[field] < 0 ? '–' : format(row[field])) });
  return el('div', { class: 'card' },
    el('p', { class: 'muted' }, 'Servers’ worker pools as they were when the agent looked, and executors by the tasks that their threads ran for requests; – stands for what the one or the other does not tell. Of executors the threads seen are counted, of servers’ pools the limit.'),
    sortableTable('Use of worker pools', [
      { label: 'Threads', value: (row) => row.name, show: (row) => el('code', {}, row.name) },
      { label: 'Number', number: true, value: (row) => row.threads, show: (row) => (row.limited ? '≤ ' : '') + significant(row.threads) },
      column('At work, mean', 'busy', significant), column('Queued, mean', 'waiting', significant), column('Most queued', 'mostQueued', significant),
      column('Full', 'full', formatPercent), column('Tasks', 'tasks', significant),
      column('Queue wait', 'queue', formatNanos), column('Longest', 'longest', formatNanos), column('Run', 'run', formatNanos),
    ], executors, 3, 20));
}
