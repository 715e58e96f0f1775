/**
 * The load on the shop, in a JVM of its own: Gatling with a fixed arrival rate. May use nothing
 * else of the harness.
 */
package io.sonde.harness.load;
