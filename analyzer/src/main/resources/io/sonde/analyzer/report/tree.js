// The call tree as flat columns in preorder, heaviest child first. No drawing here.
const KINDS = ['interpreted', 'JIT-compiled', 'inlined', 'C1-compiled', 'native', 'C++', 'kernel', ''];
const FOLDED = 5;
// Java, native or kernel code: frames of one name are told apart by it, not by how a method was compiled.
const FAMILIES = [0, 0, 0, 0, 1, 1, 2, 0];

// Reads unsigned LEB128 numbers, one at each call; text() reads so many bytes between them.
function numbersOf(bytes) {
  let at = 0;
  const decoder = new TextDecoder();
  function number() {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }
  number.text = (length) => decoder.decode(bytes.subarray(at, (at += length)));
  return number;
}

function decodeTree(bytes, description) {
  const number = numbersOf(bytes);
  function column(Type, count) {
    const values = new Type(count);
    for (let i = 0; i < count; i++) values[i] = number();
    return values;
  }
  const names = [];
  for (let i = number(); i > 0; i--) names.push(number.text(number()));
  const frameCount = number();
  const classes = column(Uint32Array, frameCount);
  const methods = column(Uint32Array, frameCount);
  const kinds = column(Uint8Array, frameCount);
  const origins = column(Uint8Array, frameCount);
  const frames = { names: [], short: [], methods: new Uint32Array(frameCount), kinds, origins };
  const known = new Map();
  for (let i = 0; i < frameCount; i++) {
    const owner = names[classes[i]];
    const method = names[methods[i]];
    const key = [classes[i], methods[i], FAMILIES[kinds[i]], origins[i] === FOLDED].join();
    if (!known.has(key)) known.set(key, known.size);
    frames.methods[i] = known.get(key);
    frames.names.push(owner ? owner + '.' + method : method);
    // A generated class ends in a number that says nothing without the name before it.
    frames.short.push(owner ? owner.match(/[^.]*(\.\d+)?$/)[0] + '.' + method : method);
  }
  const size = number();
  const frame = column(Uint32Array, size);
  const depth = column(Uint32Array, size);
  for (let i = 0, last = -1; i < size; i++) last = depth[i] = last + 1 - depth[i];
  const self = column(Float64Array, size);
  const samples = column(Float64Array, size);
  const line = column(Uint32Array, size);
  return layOut({ frames, frame, depth, self, selfSamples: samples, line, unit: description.unit, kind: description.kind });
}

// Adds parent, total, samples, start, subtree size and the nodes of each level.
function layOut(tree) {
  const size = tree.frame.length;
  const parent = new Int32Array(size).fill(-1);
  const total = Float64Array.from(tree.self);
  const samples = Float64Array.from(tree.selfSamples);
  const subtree = new Int32Array(size).fill(1);
  const path = [];
  const counts = [];
  for (let i = 0; i < size; i++) {
    const depth = tree.depth[i];
    if (depth > 0) parent[i] = path[depth - 1];
    path[depth] = i;
    counts[depth] = (counts[depth] || 0) + 1;
  }
  for (let i = size - 1; i > 0; i--) {
    total[parent[i]] += total[i];
    samples[parent[i]] += samples[i];
    subtree[parent[i]] += subtree[i];
  }
  const start = new Float64Array(size);
  const next = new Float64Array(size);
  const levels = counts.map((count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  for (let i = 0; i < size; i++) {
    if (i > 0) {
      start[i] = next[parent[i]];
      next[parent[i]] += total[i];
    }
    next[i] = start[i];
    levels[tree.depth[i]][filled[tree.depth[i]]++] = i;
  }
  return Object.assign(tree, { size, parent, total, samples, subtree, start, levels });
}

// When samples were taken, and whose they are: for each of many equal parts of the time the nodes that samples ended
// on, as they are numbered in the tree of the whole recording, with the owner's number.
function decodeTimes(bytes) {
  const number = numbersOf(bytes);
  const sizes = Uint32Array.from({ length: number() }, number);
  const starts = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, i) => { starts[i + 1] = starts[i] + size; });
  const count = starts[sizes.length];
  const nodes = new Uint32Array(count);
  for (let part = 0; part < sizes.length; part++) {
    for (let i = starts[part], last = 0; i < starts[part + 1]; i++) last = nodes[i] = last + number();
  }
  const owners = Uint16Array.from({ length: count }, number);
  const samples = Float64Array.from({ length: count }, number);
  const weights = Float64Array.from({ length: count }, number);
  return { parts: sizes.length, starts, nodes, owners, samples, weights };
}

// The part of a tree that was sampled in some parts of the time, the first and the last included, of some owners:
// allowed holds 1 for each of those, or is null for all.
function partialTree(tree, times, first, last, allowed) {
  const self = new Float64Array(tree.size);
  const samples = new Float64Array(tree.size);
  for (let i = times.starts[Math.min(first, times.parts)]; i < times.starts[Math.min(last + 1, times.parts)]; i++) {
    if (!allowed || allowed[times.owners[i]]) {
      self[times.nodes[i]] += times.weights[i];
      samples[times.nodes[i]] += times.samples[i];
    }
  }
  return ordered(tree, { frame: tree.frame, parent: tree.parent, self, samples, line: tree.line });
}

// Frames of your code alone: what others do for it counts for the frame of yours that called them.
const OWN_ORIGIN = 0;
const NO_STACK = 7;
const SHOWN_ALWAYS = [OWN_ORIGIN, FOLDED, NO_STACK];

function ownTree(tree) {
  return regrouped(tree, (node) => SHOWN_ALWAYS.includes(tree.frames.origins[tree.frame[node]]));
}

// A method that calls itself is one frame.
function withoutRecursion(tree) {
  return regrouped(tree, (node, caller) => caller === 0 || tree.frames.methods[tree.frame[node]] !== tree.frames.methods[tree.frame[caller]]);
}

// Rows that grow under each other, one for each method below a row; first holds the node that a row was made for.
function growingRows(tree) {
  const rows = { frame: [tree.frame[0]], parent: [-1], self: [0], samples: [0], first: [0] };
  const known = new Map();
  const methods = tree.frames.methods.length;
  rows.below = (row, node) => {
    const key = row * methods + tree.frames.methods[tree.frame[node]];
    if (!known.has(key)) {
      known.set(key, rows.frame.length);
      rows.first.push(node);
      rows.frame.push(tree.frame[node]);
      rows.parent.push(row);
      rows.self.push(0);
      rows.samples.push(0);
    }
    return known.get(key);
  };
  rows.count = (row, weight, samples) => {
    rows.self[row] += weight;
    rows.samples[row] += samples;
  };
  return rows;
}

// Nodes that are not kept become part of the one above them; keeps(node, node that the one above it became part of).
function regrouped(tree, keeps) {
  const rows = growingRows(tree);
  const row = new Int32Array(tree.size);
  for (let node = 0; node < tree.size; node++) {
    const above = node === 0 ? 0 : row[tree.parent[node]];
    row[node] = node > 0 && keeps(node, rows.first[above]) ? rows.below(above, node) : above;
    rows.count(row[node], tree.self[node], tree.selfSamples[node]);
  }
  return ordered(tree, rows);
}

// All calls of one method as one: what it calls, or who calls it. A call within another counts once.
function focusedTree(tree, name, callers) {
  const method = tree.frames.methods[tree.frames.names.indexOf(name)];
  const rows = growingRows(tree);
  const row = new Int32Array(tree.size);
  for (let node = 1; node < tree.size; ) {
    if (tree.frames.methods[tree.frame[node]] !== method) {
      node++;
      continue;
    }
    const end = node + tree.subtree[node];
    if (callers) {
      let at = rows.below(0, node);
      for (let i = tree.parent[node]; i > 0; i = tree.parent[i]) at = rows.below(at, i);
      rows.count(at, tree.total[node], tree.samples[node]);
    } else {
      for (let i = node; i < end; i++) {
        row[i] = rows.below(i === node ? 0 : row[tree.parent[i]], i);
        rows.count(row[i], tree.self[i], tree.selfSamples[i]);
      }
    }
    node = end;
  }
  return Object.assign(ordered(tree, rows), { reversed: callers });
}

// A tree of rows, each behind its parent: in preorder with the heaviest child first, without what holds no sample.
function ordered(tree, rows) {
  const size = rows.frame.length;
  const count = Float64Array.from(rows.samples);
  const total = Float64Array.from(rows.self);
  const children = new Map();
  for (let i = size - 1; i > 0; i--) {
    if (count[i] > 0) {
      const parent = rows.parent[i];
      count[parent] += count[i];
      total[parent] += total[i];
      if (!children.has(parent)) children.set(parent, []);
      children.get(parent).push(i);
    }
  }
  const kept = [];
  const depths = [];
  const open = [[0, 0]];
  while (open.length) {
    const [node, depth] = open.pop();
    kept.push(node);
    depths.push(depth);
    const below = children.get(node) || [];
    below.sort((a, b) => total[a] - total[b]);
    for (const child of below) open.push([child, depth + 1]);
  }
  const column = (values, Type) => Type.from(kept, (node) => values[node]);
  return layOut({
    frames: tree.frames, unit: tree.unit, kind: tree.kind, frame: column(rows.frame, Uint32Array), depth: Uint32Array.from(depths),
    self: column(rows.self, Float64Array), selfSamples: column(rows.samples, Float64Array),
    line: rows.line ? column(rows.line, Uint32Array) : null, // of calls that were merged anew nobody knows it
  });
}

// The same samples from the top frame towards the root: who calls a method, merged over all stacks however
// the method ran; the frame that weighs most gives its kind.
// Callers whose branch is below this share of the whole are not followed further.
const FOLLOWED_SHARE = 1e-5;

function reversedTree(tree) {
  const rows = { frame: [tree.frame[0]], depth: [0], self: [0], samples: [0] };
  const least = tree.total[0] * FOLLOWED_SHARE;
  const all = [];
  for (let i = 1; i < tree.size; i++) if (tree.self[i] > 0) all.push([i, i]);
  const open = groups(all, 1);
  while (open.length) {
    const group = open.pop();
    const callers = [];
    let ended = 0;
    let endedSamples = 0;
    for (const item of group.items) {
      const parent = tree.parent[item[1]];
      if (parent > 0 && group.weight >= least) callers.push([item[0], parent]);
      else {
        ended += tree.self[item[0]];
        endedSamples += tree.selfSamples[item[0]];
      }
    }
    rows.frame.push(group.frame);
    rows.depth.push(group.depth);
    rows.self.push(ended);
    rows.samples.push(endedSamples);
    open.push(...groups(callers, group.depth + 1));
  }

  function groups(items, depth) {
    const byMethod = new Map();
    for (const item of items) {
      const frame = tree.frame[item[1]];
      const method = tree.frames.methods[frame];
      const weight = tree.self[item[0]];
      let group = byMethod.get(method);
      if (!group) byMethod.set(method, (group = { frame, depth, weight: 0, items: [], frames: null }));
      if (group.frame !== frame && !group.frames) group.frames = new Map([[group.frame, group.weight]]);
      if (group.frames) group.frames.set(frame, (group.frames.get(frame) || 0) + weight);
      group.weight += weight;
      group.items.push(item);
    }
    for (const group of byMethod.values()) {
      if (group.frames) group.frame = [...group.frames].reduce((most, each) => (each[1] > most[1] ? each : most))[0];
    }
    return [...byMethod.values()].sort((a, b) => a.weight - b.weight);
  }

  return layOut({
    frames: tree.frames, unit: tree.unit, kind: tree.kind, reversed: true,
    frame: Uint32Array.from(rows.frame), depth: Uint32Array.from(rows.depth),
    self: Float64Array.from(rows.self), selfSamples: Float64Array.from(rows.samples),
  });
}

// Smart case: a pattern without capitals ignores case. What is no regular expression is searched as it stands.
function pattern(query) {
  const ignoreCase = !/[A-Z]/.test(query);
  try {
    const expression = new RegExp(query, ignoreCase ? 'i' : '');
    return { test: (name) => expression.test(name), literal: false };
  } catch (notAnExpression) {
    return { test: (name) => (ignoreCase ? name.toLowerCase() : name).includes(query), literal: true };
  }
}

// The pattern that finds one frame; browsers refuse expressions of enormous names, their beginning will do.
function exactly(name) {
  return name.length > 500 ? '^' + literal(name.slice(0, 500)) : '^' + literal(name) + '$';
}

function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

// Matched weight counts each sample once: below a match no further match is added.
function searchTree(tree, query) {
  const { test, literal } = pattern(query);
  const matched = Uint8Array.from(tree.frames.names, (name, i) =>
    tree.frames.origins[i] !== FOLDED && test(name) ? 1 : 0);
  let weight = 0;
  let heaviest = -1;
  let count = 0;
  for (let i = 1; i < tree.size; ) {
    if (matched[tree.frame[i]]) {
      weight += tree.total[i];
      count++;
      if (heaviest < 0 || tree.total[i] > tree.total[heaviest]) heaviest = i;
      i += tree.subtree[i];
    } else i++;
  }
  return { matched, weight, heaviest, count, literal };
}

// Names from a node up to its root frame, the node first.
function stackOf(tree, node) {
  const names = [];
  for (let i = node; i > 0; i = tree.parent[i]) names.push(tree.frames.names[tree.frame[i]]);
  return tree.reversed ? names.reverse() : names;
}
