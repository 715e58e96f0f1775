package io.sonde.analyzer.finding;

/**
 * One arrow of the cause graph: a finding of one rule can be why there is a finding of another.
 *
 * @param cause id of a rule
 * @param consequence id of a rule
 * @param bond what must hold between the two findings, besides windows that overlap
 * @param because why the one brings the other about: follows "because" in a sentence
 */
record CauseLink(String cause, String consequence, Bond bond, String because) {}
