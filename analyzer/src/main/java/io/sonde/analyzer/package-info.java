/**
 * The spine: {@link io.sonde.analyzer.Analyzer} reads a recording and asks the rules. Depends on
 * all packages below but cli.
 */
@NullMarked
package io.sonde.analyzer;

import org.jspecify.annotations.NullMarked;
