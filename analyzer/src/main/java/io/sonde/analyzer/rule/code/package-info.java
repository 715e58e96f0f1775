/** What the JVM's compilers cost the users. Depends on unit, model, aggregate and finding. */
@NullMarked
package io.sonde.analyzer.rule.code;

import org.jspecify.annotations.NullMarked;
