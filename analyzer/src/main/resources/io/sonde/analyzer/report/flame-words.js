// What the flame graph says about itself in words, above it.
const KIND_MEANINGS = {
  cpu: 'Time on the processor.',
  wall: 'Elapsed time of every sampled thread, waiting included.',
  alloc: 'Bytes allocated, by the code that allocates.',
  lock: 'Time spent waiting for monitors and locks.',
  live: 'Sampled objects still reachable at the end, by the code that allocated them.',
  native: 'Native memory allocated and never freed, by the code that allocated it.',
};

function formatShare(ratio) {
  return ratio * 100 >= 0.1 ? formatPercent(ratio) : (ratio * 100).toPrecision(1) + ' %';
}

// What is drawn, of how many samples, and what is not. The words on the stretch of time and on the filter are empty where
// all is drawn.
function flameAbout(facts, tree, state, stretch, filtered) {
  const ofWhole = tree.total[0] / facts.total;
  return `${KIND_MEANINGS[facts.kind] || ''} ${formatWeight(tree.total[0], facts.unit)} in ${significant(tree.samples[0])} samples${stretch}.${filtered}`
    + (ofWhole < 1 && !state.f ? ` Hidden: ${formatPercent(1 - ofWhole)} of the recording's whole.` : '')
    + (facts.foldedShare > 0 ? ` Calls below ${formatShare(facts.foldedBelow)} are folded: ${formatPercent(facts.foldedShare)} of the whole.` : '')
    + (state.own && !state.rev && tree.self[0] > 0 ? ` ${formatPercent(tree.self[0] / tree.total[0])} of it has no frame of your code.` : '')
    + (state.f ? ` ${state.rev ? 'Who calls' : 'What is called by'} ${shorten(state.f, 200)}, all its calls as one; it has ${formatPercent(ofWhole)} of the recording's whole.` : '')
    + (state.rev && !state.f ? ' Reversed: the code on top of the stack stands at the root, its callers follow.' : '');
}

function nothingLeft(facts, stretched, filtered) {
  return `No ${KIND_NAMES[facts.kind] || facts.kind} samples are left to draw: the recording holds none ${stretched ? 'in the stretch of time that is shown' : 'that pass the filter'}.${filtered}`;
}
