#!/usr/bin/env bash
# What tools add to the CPU time of a request of a service with HTTP, a pool and three statements, side by side in one run.
#   benchmarks/requests.sh [ROUNDS]      default 5, about 19 minutes each, with 4 GB of memory; the JDK is that of JAVA_HOME, else of the PATH
# Leave the machine alone meanwhile. Peers come from Maven Central; what they would send over the network is off.
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
mvn -q -B -ntp -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/classpath -pl agent/dist,benchmarks -am
glowroot=$(get org.glowroot:glowroot-agent:0.14.0-beta.2)
opentelemetry=$(get io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1)
elastic=$(get co.elastic.apm:elastic-apm-agent:1.55.1)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
case "$(uname -s)-$(uname -m)" in
  Darwin-*) native=macos ;;
  Linux-aarch64) native=linux-arm64 ;;
  *) native=linux-x64 ;;
esac
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
(cd "$work" && "${java%java}jar" xf "$OLDPWD/benchmarks/target/rivals/async-profiler.jar" "$native/libasyncProfiler.so")
echo "load before the run: $(uptime | sed 's/.*load average/load average/')"
"$java" -cp "$PWD/benchmarks/target/classes:$(cat benchmarks/target/classpath)" io.sonde.benchmarks.requests.RequestComparison "${1:-5}" \
  "Sonde=-javaagent:$PWD/agent/target/sonde-agent.jar=file=%w/sonde.jfr" \
  "Sonde, no requests=-javaagent:$PWD/agent/target/sonde-agent.jar=requests=false,file=%w/sonde.jfr" \
  "JFR profile=-XX:StartFlightRecording:settings=profile,filename=%w/jfr.jfr -Xlog:jfr*=off" \
  "async-profiler=-agentpath:$work/$native/libasyncProfiler.so=start,event=cpu,wall=20ms,alloc=512k,jfr,file=%w/async.jfr" \
  "OpenTelemetry=-javaagent:$opentelemetry -Dotel.traces.exporter=none -Dotel.metrics.exporter=none -Dotel.logs.exporter=none" \
  "Glowroot=-javaagent:$glowroot" \
  "Elastic=-javaagent:$elastic -Delastic.apm.disable_send=true"
