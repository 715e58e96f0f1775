/** What integration tests share: other JVMs, what runs in them, and what the agent wrote there. */
package io.sonde.agent.testing;
