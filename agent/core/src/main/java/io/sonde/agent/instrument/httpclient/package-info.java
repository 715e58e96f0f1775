/**
 * Probes in the HTTP clients by which a service asks others. A header is added where the request is
 * told live, and no other tracer has put one. Objects are cast in the bodies: while a class is
 * woven, its supertypes in the library are not looked up.
 */
@NullMarked
package io.sonde.agent.instrument.httpclient;

import org.jspecify.annotations.NullMarked;
