/** What rules say and reports print. Depends on unit and model. */
@NullMarked
package io.sonde.analyzer.finding;

import org.jspecify.annotations.NullMarked;
