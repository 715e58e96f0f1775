// Numbers as io.sonde.analyzer.unit.Formats writes them.
function significant(value) {
  const size = Math.abs(value);
  if (size >= 99.95) return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return value.toFixed(size >= 9.995 ? 1 : 2).replace(/\.0+$/, '');
}

function formatNanos(nanos) {
  const size = Math.abs(nanos);
  if (size < 1e3) return significant(nanos) + ' ns';
  if (size < 1e6) return significant(nanos / 1e3) + ' µs';
  if (size < 1e9) return significant(nanos / 1e6) + ' ms';
  if (size < 120e9) return significant(nanos / 1e9) + ' s';
  if (size < 7200e9) return significant(nanos / 60e9) + ' min';
  return significant(nanos / 3600e9) + ' h';
}

function formatAxisSeconds(seconds) {
  return seconds === 0 ? '0' : formatNanos(seconds * 1e9);
}

function formatBytes(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let scaled = bytes;
  while (Math.abs(scaled) >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return significant(scaled) + ' ' + units[unit];
}

function formatWeight(value, unit) {
  return unit === 'B' ? formatBytes(value) : unit === 'ns' ? formatNanos(value) : significant(value);
}

function formatPercent(ratio) {
  const percent = ratio * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return significant(percent) + ' %';
}

function shorten(text, limit) {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2) - 1;
  return text.slice(0, half) + ' … ' + text.slice(-half);
}
