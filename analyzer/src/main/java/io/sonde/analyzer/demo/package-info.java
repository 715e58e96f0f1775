/**
 * Runs the shop and its load as processes of their own, so that there is a recording to analyse.
 * Uses the JDK only: of the shop it knows the jar and its arguments.
 */
@NullMarked
package io.sonde.analyzer.demo;

import org.jspecify.annotations.NullMarked;
