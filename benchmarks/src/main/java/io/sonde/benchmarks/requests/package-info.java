/**
 * What a tool adds to the CPU time of a request: a service with a pool and SQL, beside its peers.
 */
package io.sonde.benchmarks.requests;
