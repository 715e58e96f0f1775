package io.sonde.agent.compat;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.resolver.api.maven.Maven;

/** Jars of libraries with all that they need, as a class path; versions may differ by test. */
final class LibraryJars {
  private LibraryJars() {}

  /**
   * @param coordinates {@code group:artifact:version} each
   */
  static String of(List<String> coordinates) {
    File[] files = Maven.configureResolver().resolve(coordinates).withTransitivity().asFile();
    return Stream.of(files).map(File::getPath).collect(Collectors.joining(File.pathSeparator));
  }
}
