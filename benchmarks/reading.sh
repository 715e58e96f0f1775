#!/usr/bin/env bash
# What it takes to read a large recording: sonde analyze with all rules and one report.html, beside jfr-converter, JDK Mission Control and jdk.jfr.
# Makes the recording itself, with async-profiler at intervals far too short for anything else.
#   benchmarks/reading.sh [ROUNDS [SECONDS]]     default 5 rounds, a recording of 40 s; the JDK is that of JAVA_HOME, else of the PATH
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} seconds=${2:-40}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mvn -q -B -ntp package -DskipTests -pl analyzer,benchmarks -am
rivals=$PWD/benchmarks/target/rivals
jar=$PWD/benchmarks/target/benchmarks.jar
work=$PWD/benchmarks/target/reading
mkdir -p "$work"
case "$(uname -s)-$(uname -m)" in
  Darwin-*) native=macos/libasyncProfiler.dylib ;;
  Linux-aarch64) native=linux-arm64/libasyncProfiler.so ;;
  *) native=linux-x64/libasyncProfiler.so ;;
esac
recording=$work/load-$seconds.jfr
if [ ! -f "$recording" ]; then
  (cd "$work" && "${java%java}jar" xf "$rivals/async-profiler.jar" "$native")
  "$java" "-agentpath:$work/$native=start,event=cpu,interval=100us,alloc=2k,wall=1ms,lock=1us,jfr,file=$recording" \
    -cp "$jar" io.sonde.benchmarks.reading.StackLoad "$seconds" 8
fi
"$java" -version 2>&1 | tail -1
ls -l "$recording" | awk '{printf "recording: %.0f MB\n", $5 / 1e6}'
echo "load before the run: $(uptime | sed 's/.*load average/load average/')"
converter="$java -jar $rivals/jfr-converter.jar"
exec "$java" -cp "$jar" io.sonde.benchmarks.reading.ReadingComparison "$rounds" \
  "jfr-converter, cpu flame graph=$converter --cpu $recording $work/cpu.html" \
  "jfr-converter, alloc flame graph=$converter --alloc $recording $work/alloc.html" \
  "Sonde, everything, 512 MB=$java -Xmx512m -jar $PWD/analyzer/target/sonde.jar analyze $recording -o $work/report.html" \
  "Sonde, --reader jdk, 4 GB=$java -Xmx4g -jar $PWD/analyzer/target/sonde.jar analyze --reader jdk $recording -o $work/report-jdk.html" \
  "jdk.jfr, events by stack=$java -cp $jar io.sonde.benchmarks.reading.JdkReading $recording" \
  "JDK Mission Control, load and rules=$java -Xmx12g -cp $jar io.sonde.benchmarks.reading.MissionControl $recording"
