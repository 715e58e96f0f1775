/** Rules about threads that stop each other: locks, pinned carriers, safepoints. */
@NullMarked
package io.sonde.analyzer.rule.lock;

import org.jspecify.annotations.NullMarked;
