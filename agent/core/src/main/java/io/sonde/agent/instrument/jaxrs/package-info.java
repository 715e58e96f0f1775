/** Route templates of JAX-RS frameworks: Jersey and RESTEasy. */
@NullMarked
package io.sonde.agent.instrument.jaxrs;

import org.jspecify.annotations.NullMarked;
