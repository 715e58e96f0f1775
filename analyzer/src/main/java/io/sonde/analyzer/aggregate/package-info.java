/**
 * What several rules and reports ask of a recording, computed once: whose code a frame is, what a
 * thread does, what collections cost. Depends on unit, model and profile.
 */
@NullMarked
package io.sonde.analyzer.aggregate;

import org.jspecify.annotations.NullMarked;
