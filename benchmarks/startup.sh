#!/usr/bin/env bash
# What agents add to the start of a hello world, side by side in one run; peers come from Maven Central.
#   benchmarks/startup.sh [ROUNDS]      default 9; the JDK is that of JAVA_HOME, else of the PATH
set -euo pipefail
cd "$(dirname "$0")/.."
peers=benchmarks/target/peers
get() { # group:artifact:version
  local file
  file=$peers/$(cut -d: -f2 <<<"$1")-$(cut -d: -f3 <<<"$1").jar
  [ -f "$file" ] || mvn -q -B -ntp dependency:copy -Dartifact="$1" -DoutputDirectory="$PWD/$peers" >&2
  echo "$PWD/$file"
}
mkdir -p "$peers"
mvn -q -B -ntp -DskipTests package -pl agent/dist,benchmarks -am
glowroot=$(get org.glowroot:glowroot-agent:0.14.0-beta.2)
opentelemetry=$(get io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1)
elastic=$(get co.elastic.apm:elastic-apm-agent:1.55.1)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$PWD/benchmarks/target/classes" \
  io.sonde.benchmarks.startup.StartupComparison "${1:-9}" "$PWD/agent/target/sonde-agent.jar" \
  "Glowroot=-javaagent:$glowroot" \
  "OpenTelemetry=-javaagent:$opentelemetry -Dotel.traces.exporter=none -Dotel.metrics.exporter=none -Dotel.logs.exporter=none" \
  "Elastic=-javaagent:$elastic -Delastic.apm.recording=false -Delastic.apm.disable_send=true"
