// A chart over time. Colours differ in lightness too, and from the second series on lines are dashed, so that
// they are told apart without colour.
const CHART_COLOURS = { light: ['#0b5cad', '#c05c00', '#1b6e3c'], dark: ['#7db8f5', '#f0a94a', '#7fd3a0'] };
const CHART_DASHES = [null, [7, 4], [2, 3]];

function chartStyle(i) {
  return { stroke: CHART_COLOURS[isDark() ? 'dark' : 'light'][i % 3], dash: CHART_DASHES[i % 3] };
}

// options: height; format of values; label of a moment on the axis of time; plus what uPlot takes.
function timeChart(box, data, series, options) {
  const dark = isDark();
  const grid = dark ? '#2b333f' : '#e6e9ee';
  const axis = { stroke: dark ? '#a3aebd' : '#515b69', grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: '12px system-ui, sans-serif' };
  box.replaceChildren();
  return new uPlot({
    width: Math.max(240, box.clientWidth), height: options.height, legend: { live: true },
    cursor: Object.assign({ drag: { x: true, y: false } }, options.cursor),
    hooks: options.hooks || {},
    scales: { x: Object.assign({ time: false }, options.x), y: { range: (plot, low, high) => [0, (high || 1) * 1.1] } },
    axes: [Object.assign({ values: (plot, splits) => splits.map(formatAxisSeconds) }, axis),
      Object.assign({ size: 72, values: (plot, splits) => splits.map(options.format) }, axis)],
    series: [{ label: 'Time', value: (plot, s) => (s === null ? '–' : formatAxisSeconds(s)) },
      ...series.map((each) => Object.assign({ value: (plot, v) => (v === null || v === undefined ? '–' : options.format(v)) }, each))],
  }, data, box);
}
