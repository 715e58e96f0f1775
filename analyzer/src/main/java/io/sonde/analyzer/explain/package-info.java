/**
 * Asks a database for the plans of the statements that findings name, after the rules have spoken:
 * they do no input or output. Alone touches {@code java.sql}. Depends on unit, model and finding.
 */
@NullMarked
package io.sonde.analyzer.explain;

import org.jspecify.annotations.NullMarked;
