#!/usr/bin/env bash
# What telling each request live adds to its CPU time: Sonde beside OpenTelemetry's agent, both sending spans and metrics to the same receiver.
#   benchmarks/export.sh [ROUNDS]      default 3, about 10 minutes each, with 3 GB of memory; the JDK is that of JAVA_HOME, else of the PATH
# Leave the machine alone meanwhile. OpenTelemetry's agent comes from Maven Central.
set -euo pipefail
cd "$(dirname "$0")/.."
peers=benchmarks/target/peers
agent=$PWD/$peers/opentelemetry-javaagent-2.33.1.jar
mkdir -p "$peers"
[ -f "$agent" ] || mvn -q -B -ntp dependency:copy -Dartifact=io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1 -DoutputDirectory="$PWD/$peers" >&2
mvn -q -B -ntp -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/classpath -pl agent/dist,benchmarks -am
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classpath=$PWD/benchmarks/target/classes:$(cat benchmarks/target/classpath)
work=$(mktemp -d)
mkfifo "$work/input"
"$java" -Xmx64m -cp "$classpath" io.sonde.benchmarks.requests.ExportSink <"$work/input" >"$work/sink.log" &
exec 9>"$work/input"
trap 'exec 9>&-; wait; cat "$work/sink.log"; rm -rf "$work"' EXIT
until grep -q READY "$work/sink.log"; do sleep 0.1; done
url=http://127.0.0.1:$(sed -n 's/READY port=//p' "$work/sink.log")
echo "load before the run: $(uptime | sed 's/.*load average/load average/')"
"$java" -cp "$classpath" io.sonde.benchmarks.requests.RequestComparison "${1:-3}" \
  "Sonde=-javaagent:$PWD/agent/target/sonde-agent.jar=file=%w/sonde.jfr" \
  "Sonde, told live=-javaagent:$PWD/agent/target/sonde-agent.jar=otlp=$url,file=%w/live.jfr" \
  "Sonde, told live, no samples=-javaagent:$PWD/agent/target/sonde-agent.jar=sampler=off,otlp=$url,file=%w/bare.jfr" \
  "OpenTelemetry=-javaagent:$agent -Dotel.exporter.otlp.endpoint=$url -Dotel.logs.exporter=none"
