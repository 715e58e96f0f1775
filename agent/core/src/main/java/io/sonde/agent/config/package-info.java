/**
 * The agent's keys, where their values come from, and one immutable record per stage. Depends on
 * the JDK only.
 */
@NullMarked
package io.sonde.agent.config;

import org.jspecify.annotations.NullMarked;
