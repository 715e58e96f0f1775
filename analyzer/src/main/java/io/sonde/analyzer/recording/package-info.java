/**
 * Files to model: finds the chunks, sets damage aside, maps events to facts. Alone touches JFR's
 * format and jdk.jfr.consumer. Depends on unit and model.
 */
@NullMarked
package io.sonde.analyzer.recording;

import org.jspecify.annotations.NullMarked;
