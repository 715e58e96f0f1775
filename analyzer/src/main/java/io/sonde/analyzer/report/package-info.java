/**
 * Writes an analysis for people and programs: text, markdown, JSON and HTML, and profiles as flame
 * graphs or collapsed stacks. Sees findings, never rules. Depends on unit, model, profile,
 * aggregate and finding; only {@code report.html} knows HTML.
 */
@NullMarked
package io.sonde.analyzer.report;

import org.jspecify.annotations.NullMarked;
