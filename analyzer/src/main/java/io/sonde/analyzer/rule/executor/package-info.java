/** Executors whose queues users wait in. Depends on unit, model, aggregate and finding. */
@NullMarked
package io.sonde.analyzer.rule.executor;

import org.jspecify.annotations.NullMarked;
