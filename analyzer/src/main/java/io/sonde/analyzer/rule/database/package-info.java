/** Questions about statements, and about outgoing calls that are made like them. */
@NullMarked
package io.sonde.analyzer.rule.database;

import org.jspecify.annotations.NullMarked;
