package io.sonde.analyzer.explain;

import io.sonde.analyzer.finding.Analysis;
import java.util.List;

/**
 * @param analysis with what the database said; the one given where it could not be asked
 * @param notes sentences for the user: why the database could not be asked
 */
public record Explanation(Analysis analysis, List<String> notes) {}
