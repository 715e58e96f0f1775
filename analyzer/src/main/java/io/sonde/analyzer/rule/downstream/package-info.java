/** What users wait for at other services. Depends on unit, model, aggregate and finding. */
@NullMarked
package io.sonde.analyzer.rule.downstream;

import org.jspecify.annotations.NullMarked;
