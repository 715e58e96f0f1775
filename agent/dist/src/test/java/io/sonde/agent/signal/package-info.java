/** What the agent tells live, told to real receivers and to ones that fail. */
package io.sonde.agent.signal;
