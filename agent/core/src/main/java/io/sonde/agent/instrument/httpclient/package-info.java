/**
 * Probes in the HTTP clients by which a service asks others. No header is added or changed. Objects
 * are cast in the bodies: while a class is woven, its supertypes in the library are not looked up.
 */
@NullMarked
package io.sonde.agent.instrument.httpclient;

import org.jspecify.annotations.NullMarked;
