#!/usr/bin/env bash
# Measures what timing a method of about 8 ns costs: Sonde, the JDK's own method timing (JDK 25 and newer), async-profiler's
# trace and an OpenTelemetry span, with one thread and with two, on the JDK in JAVA_HOME (else the java on the path).
# usage: benchmarks/method-timing.sh [ROUNDS]      (default 5; about 50 s per round)
set -euo pipefail
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
agent=$PWD/agent/target/sonde-agent.jar
jar=$PWD/benchmarks/target/benchmarks.jar
# Always, so that no old code is measured; with the JDK of the path, since what is measured must run on 17, too.
mvn -q -B -ntp package -DskipTests -pl agent/dist,benchmarks -am
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
case "$(uname -s)-$(uname -m)" in
  Darwin-*) native=macos ;;
  Linux-aarch64) native=linux-arm64 ;;
  *) native=linux-x64 ;;
esac
(cd "$work" && "${java%java}jar" xf "$OLDPWD/benchmarks/target/rivals/async-profiler.jar" "$native/libasyncProfiler.so")
"$java" -version 2>&1 | tail -1
# JMH itself uses sun.misc.Unsafe, of which newer JDKs warn.
quiet=
if "$java" --sun-misc-unsafe-memory-access=allow -version > /dev/null 2>&1; then quiet=--sun-misc-unsafe-memory-access=allow; fi
echo "load before the run: $(uptime | sed 's/.*load average/load average/')"
JDK_JAVA_OPTIONS="$quiet" "$java" -cp "$jar" io.sonde.benchmarks.MethodTimingComparison \
  "$agent" "$work/$native/libasyncProfiler.so" "$PWD/benchmarks/target/rivals/opentelemetry-javaagent.jar" "$work" "${1:-5}"
