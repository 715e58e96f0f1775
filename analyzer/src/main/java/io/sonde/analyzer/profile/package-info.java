/** Samples folded into call trees. Depends on unit and model. */
@NullMarked
package io.sonde.analyzer.profile;

import org.jspecify.annotations.NullMarked;
