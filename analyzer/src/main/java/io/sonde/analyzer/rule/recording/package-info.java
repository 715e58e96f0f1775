/** Whether the recording itself can be trusted. Depends on unit, model and finding. */
@NullMarked
package io.sonde.analyzer.rule.recording;

import org.jspecify.annotations.NullMarked;
