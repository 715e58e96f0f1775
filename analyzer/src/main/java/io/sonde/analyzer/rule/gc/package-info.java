/** What collections cost the users. Depends on unit, model, aggregate and finding. */
@NullMarked
package io.sonde.analyzer.rule.gc;

import org.jspecify.annotations.NullMarked;
