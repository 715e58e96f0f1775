/** What agents add to the start of a program, side by side. Uses whole processes, JDK only. */
package io.sonde.benchmarks.startup;
