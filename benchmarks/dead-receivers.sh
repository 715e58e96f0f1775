#!/usr/bin/env bash
# A service that is told live to receivers that are not there, never answer, or answer nonsense: its requests, memory, and what was dropped.
#   benchmarks/dead-receivers.sh [MINUTES]      default 10, with 3 GB of memory; the JDK is that of JAVA_HOME, else of the PATH
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -ntp -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/classpath -pl analyzer,benchmarks -am
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -cp "$PWD/benchmarks/target/classes:$(cat benchmarks/target/classpath)" io.sonde.benchmarks.requests.DeadReceivers \
  "${1:-10}" "$PWD/agent/target/sonde-agent.jar" "$PWD/analyzer/target/sonde.jar"
