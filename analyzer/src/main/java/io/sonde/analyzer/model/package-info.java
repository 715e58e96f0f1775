/**
 * The one immutable model in the middle: readers end here, rules and reports begin here. Samples
 * are columns, stacks are ints. Depends on unit.
 */
@NullMarked
package io.sonde.analyzer.model;

import org.jspecify.annotations.NullMarked;
