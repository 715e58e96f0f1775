/** Probes in JDBC drivers and pools, by the interfaces of java.sql. */
@NullMarked
package io.sonde.agent.instrument.jdbc;

import org.jspecify.annotations.NullMarked;
