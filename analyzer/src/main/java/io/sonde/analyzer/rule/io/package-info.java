/** Reads and writes that users wait for. Depends on unit, model, aggregate and finding. */
@NullMarked
package io.sonde.analyzer.rule.io;

import org.jspecify.annotations.NullMarked;
