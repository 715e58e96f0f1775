/** Units of every number that Sonde prints, and how a number is written. Depends on nothing. */
@NullMarked
package io.sonde.analyzer.unit;

import org.jspecify.annotations.NullMarked;
