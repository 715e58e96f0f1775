/**
 * Pools of connections: too small, or their connections held too long. Depends on unit, model,
 * aggregate and finding.
 */
@NullMarked
package io.sonde.analyzer.rule.pool;

import org.jspecify.annotations.NullMarked;
