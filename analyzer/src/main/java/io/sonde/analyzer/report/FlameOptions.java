package io.sonde.analyzer.report;

/**
 * How a flame graph page opens.
 *
 * @param title the page's heading
 * @param subtitle what was recorded and which filter applies, one line
 * @param reversed true opens with top frames at the root, to see who calls a method; the trees
 *     themselves are always given root first, the page turns them
 */
public record FlameOptions(String title, String subtitle, boolean reversed) {}
