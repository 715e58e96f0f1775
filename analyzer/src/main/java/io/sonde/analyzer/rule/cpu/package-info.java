/** What burns CPU time. Depends on unit, model, aggregate and finding. */
@NullMarked
package io.sonde.analyzer.rule.cpu;

import org.jspecify.annotations.NullMarked;
