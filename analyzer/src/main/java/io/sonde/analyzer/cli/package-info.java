/**
 * The command line: one class per command, exit codes, progress. Nothing depends on it. Alone knows
 * picocli.
 */
@NullMarked
package io.sonde.analyzer.cli;

import org.jspecify.annotations.NullMarked;
