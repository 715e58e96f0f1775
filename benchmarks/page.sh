#!/usr/bin/env bash
# What a browser needs for the report of a large recording, beside jfr-converter's CPU flame graph of it: bytes, time until it can be used, frames.
#   benchmarks/page.sh [ROUNDS [SECONDS]]     default 5 rounds, the recording of reading.sh (of 40 s), which that makes; the browser is the tests'
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} seconds=${2:-40}
work=$PWD/benchmarks/target/reading
recording=$work/load-$seconds.jfr
[ -f "$recording" ] || { echo "$recording is missing: run benchmarks/reading.sh 1 $seconds first" >&2; exit 2; }
mvn -q -B -ntp package -DskipTests dependency:build-classpath -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test -pl analyzer,benchmarks -am
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -Xmx512m -jar analyzer/target/sonde.jar analyze "$recording" -o "$work/report.html" >"$work/report.txt"
"$java" -jar benchmarks/target/rivals/jfr-converter.jar --cpu "$recording" "$work/cpu.html"
exec "$java" -cp "analyzer/target/test-classes:analyzer/target/classes:$(cat analyzer/target/test-classpath)" \
  io.sonde.analyzer.report.PageComparison "$rounds" "$work/report.html" "$work/cpu.html"
