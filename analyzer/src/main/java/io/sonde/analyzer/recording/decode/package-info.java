/**
 * The JFR format itself: bytes to typed events, driven by each chunk's own metadata. Knows nothing
 * of the model, nor of what any event means.
 */
@NullMarked
package io.sonde.analyzer.recording.decode;

import org.jspecify.annotations.NullMarked;
