/** The whole chain on the shop: record under load, analyse, compare with what must be found. */
package io.sonde.harness;
