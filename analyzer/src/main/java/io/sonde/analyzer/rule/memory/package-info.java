/** What fills the heap. Depends on unit, model, aggregate and finding. */
@NullMarked
package io.sonde.analyzer.rule.memory;

import org.jspecify.annotations.NullMarked;
