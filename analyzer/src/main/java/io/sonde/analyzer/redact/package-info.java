/**
 * Takes out of a recording what names machines, files and tables, before anything is concluded from
 * it. Depends on model alone.
 */
@NullMarked
package io.sonde.analyzer.redact;

import org.jspecify.annotations.NullMarked;
