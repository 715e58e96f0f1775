/**
 * Puts probes into the application's classes and reports what they counted. The only package that
 * touches net.bytebuddy, and it does so only once a class name matches. May use config and
 * bootstrap.
 */
@NullMarked
package io.sonde.agent.instrument;

import org.jspecify.annotations.NullMarked;
