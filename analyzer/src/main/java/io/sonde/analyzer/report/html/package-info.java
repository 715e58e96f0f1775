/**
 * Self-contained HTML pages: the template, the inlined scripts and styles, and compact data. Knows
 * nothing of how findings are worded. Depends on unit, model, profile and aggregate.
 */
@NullMarked
package io.sonde.analyzer.report.html;

import org.jspecify.annotations.NullMarked;
