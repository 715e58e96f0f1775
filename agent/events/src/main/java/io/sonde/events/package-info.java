/**
 * Names and fields of the sonde.* events: constants only, the one contract between agent and
 * analyzer. Depends on nothing.
 */
package io.sonde.events;
