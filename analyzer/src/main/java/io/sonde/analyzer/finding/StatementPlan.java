package io.sonde.analyzer.finding;

import java.util.List;

/**
 * What a database says about a statement, as reports tell it beside the statement.
 *
 * @param words the plan in a line, or why there is none
 * @param approximate true where values had to be made up for it
 * @param advice statements that create missing indexes; where there are none, why none is proposed
 */
public record StatementPlan(String words, boolean approximate, List<String> advice) {}
