/** What it takes to read and analyse a large recording, beside other tools. */
package io.sonde.benchmarks.reading;
