// The field's words in plain ones: shown on hover where a word stands as a label, and listed at the end of the report.
const TERMS = {
  'p50': 'Half of them took at most this long: the median.',
  'p90': 'Nine of ten took at most this long.',
  'p99': 'All but the slowest one of a hundred took at most this long.',
  'p99.9': 'All but the slowest one of a thousand took at most this long.',
  'CPU': 'Time on a processor, waits not included.',
  'Allocated': 'Bytes of all objects made, most of which live only briefly.',
  'Pool wait': 'Time until the pool had a connection to hand out.',
  'Queued': 'Time that its tasks waited until a thread took them.',
  'Held': 'Time from taking a connection to giving it back.',
  'on CPU': 'Running on a processor.',
  'runnable, not scheduled': 'Ready to run, but no processor was free.',
  'waiting for a monitor': 'Another thread was inside a synchronized block or method with the same lock.',
  'parked': 'Waiting for a lock, a queue or a future of java.util.concurrent, or in Object.wait.',
  'waiting for a connection': 'All connections of the pool were in use.',
  'waiting in a queue': 'Its own task had no thread yet.',
  'suspended, no thread at work': 'An asynchronous request that waited for something outside of this JVM, or for a task that is not known.',
  'GC pause': 'The garbage collector stopped all threads.',
  'safepoint': 'The JVM stopped all threads for work of its own other than collecting garbage.',
  'unexplained': 'No event or sample tells what the thread did.',
  'Live set': 'What is still in use in the heap: what is left when garbage is collected.',
  'Old collection': 'One that looks at the whole heap, not only at new objects.',
  'Self': 'What a method did itself, without what it called.',
  'Set by': 'Who set a flag of the JVM. Command line: whoever started it; Ergonomic: the JVM itself, by machine and container; Management: somebody while it ran.',
  'Total': 'What a method did itself and all that it called; of a route, all its requests together.',
};

function explained(label) {
  return TERMS[label] || null;
}

function termsList() {
  return el('dl', { class: 'facts' }, Object.entries(TERMS).flatMap(([term, meaning]) => [el('dt', {}, term), el('dd', {}, meaning)]));
}
