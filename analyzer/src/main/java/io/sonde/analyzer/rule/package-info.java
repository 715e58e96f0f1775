/**
 * The rules' contract and registry; one package per subject below. Rules are pure functions of the
 * recording's facts. Depends on unit, model, profile, aggregate and finding.
 */
@NullMarked
package io.sonde.analyzer.rule;

import org.jspecify.annotations.NullMarked;
