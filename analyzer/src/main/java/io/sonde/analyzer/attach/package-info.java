/**
 * Finds the JVMs of this machine and gives commands to the agent in one of them, over the JDK's
 * attach API. May use unit only. Alone knows com.sun.tools.attach.
 */
@NullMarked
package io.sonde.analyzer.attach;

import org.jspecify.annotations.NullMarked;
