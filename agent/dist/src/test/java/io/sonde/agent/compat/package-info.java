/** Programs that start and answer under the agent exactly as without it. Real JVMs, real jar. */
package io.sonde.agent.compat;
