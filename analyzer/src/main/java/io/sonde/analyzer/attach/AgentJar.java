package io.sonde.analyzer.attach;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.jar.JarFile;

/**
 * The agent that sonde.jar carries. It is laid down once per content where the target can read it,
 * because the target's JVM opens the file itself, and is used again by later commands.
 */
final class AgentJar {
  private static final String RESOURCE = "sonde-agent.jar";
  private static final int HASH_BYTES_IN_NAME = 8;

  private final byte[] content;
  private final byte[] hash;

  private AgentJar(byte[] content) {
    this.content = content;
    this.hash = sha256(content);
  }

  static AgentJar carried() {
    try (InputStream in = AgentJar.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("this build of sonde.jar carries no agent");
      }
      return new AgentJar(in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The jar where the target can read it, as we name it. */
  Path placeIn(TargetFiles files) throws IOException {
    String hashed = HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES_IN_NAME));
    Path place = files.folder().resolve("sonde-agent-" + hashed + ".jar");
    if (files.isTrusted(place) && Arrays.equals(hash, sha256(Files.readAllBytes(place)))) {
      return place;
    }
    Path own = files.unusedName("sonde-agent-" + hashed + "-", ".jar");
    Files.write(own, content, StandardOpenOption.CREATE_NEW);
    if (files.posix()) {
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r--r--"));
    }
    try {
      return Files.move(own, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException somebodyElsesFileIsThere) {
      return own;
    }
  }

  static String version(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      String version = file.getManifest().getMainAttributes().getValue("Implementation-Version");
      return version == null ? "" : version;
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
