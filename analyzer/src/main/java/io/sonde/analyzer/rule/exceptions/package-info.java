/** What exceptions cost. Depends on unit, model, aggregate and finding. */
@NullMarked
package io.sonde.analyzer.rule.exceptions;

import org.jspecify.annotations.NullMarked;
