package io.sonde.analyzer.attach;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that this process and the target both reach. HotSpot's own attach files are in /tmp of the
 * target, whatever its java.io.tmpdir says, so that folder is there and writable. In a container it
 * is another folder than ours and is reached through /proc/PID/root.
 */
final class TargetFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final int NAME_BYTES = 16;

  private final @Nullable LinuxProcess target;
  private final Path inside;
  private final Path outside;

  private TargetFiles(@Nullable LinuxProcess target, Path inside, Path outside) {
    this.target = target;
    this.inside = inside;
    this.outside = outside;
  }

  static TargetFiles of(long pid) {
    if (!LinuxProcess.available()) {
      Path temp = Path.of(System.getProperty("java.io.tmpdir"));
      return new TargetFiles(null, temp, temp);
    }
    LinuxProcess target =
        LinuxProcess.of(pid)
            .orElseThrow(() -> new AttachException("process " + pid + " has ended."));
    Path temp = Path.of("/tmp");
    boolean shared = target.sharesFilesWith(LinuxProcess.self());
    return new TargetFiles(target, temp, shared ? temp : target.root().resolve("tmp"));
  }

  /** True when a path means the same file to both, and what the target writes is ours. */
  boolean areShared() {
    return inside.equals(outside)
        && (target == null || target.effectiveUid() == LinuxProcess.self().effectiveUid());
  }

  /** How the target names the file that we call so. */
  Path inside(Path ours) {
    return inside.resolve(outside.relativize(ours).toString());
  }

  /** How we name the file that the target calls so. */
  Path outside(Path theirs) {
    return inside.equals(outside) || target == null
        ? theirs
        : target.root().resolve("." + theirs).normalize();
  }

  /** A file that does not exist yet, with a name that nobody can guess. */
  Path unusedName(String prefix, String suffix) throws IOException {
    if (Files.isSymbolicLink(outside)) {
      throw new IOException(outside + " is a symbolic link");
    }
    byte[] random = new byte[NAME_BYTES];
    new SecureRandom().nextBytes(random);
    return outside.resolve(prefix + HexFormat.of().formatHex(random) + suffix);
  }

  /** Makes an empty file that the target may read and write and other users may not. */
  Path createForTarget(String prefix, String suffix) throws IOException {
    Path file = unusedName(prefix, suffix);
    if (target == null) {
      return Files.createFile(file);
    }
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    return file;
  }

  /** Gives a file of ours to the target's user, which only root needs and may do. */
  void handOver(Path file) throws IOException {
    if (target != null && target.effectiveUid() != LinuxProcess.self().effectiveUid()) {
      Files.setAttribute(file, "unix:gid", (int) target.effectiveGid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:uid", (int) target.effectiveUid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** True when nobody but root and this user could have put the file there or changed it. */
  boolean isTrusted(Path file) {
    try {
      if (target == null) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      }
      PosixFileAttributes attributes =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      int owner = (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          && (owner == 0 || owner == LinuxProcess.self().effectiveUid())
          && !attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
          && !attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
          && attributes.permissions().contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException absent) {
      return false;
    }
  }

  /**
   * Moves a file that the target wrote to us. The target's user could put a link in its place, and
   * we may be root: only a regular file of that user is taken, and nothing is overwritten.
   *
   * @return the file, with a number before its extension where the name was taken
   */
  Path bring(Path source, Path ours) throws IOException {
    boolean regular = Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS);
    if (!regular || (target != null && !ownerIs(source, target.effectiveUid()))) {
      throw new IOException("it is no file of the target's user");
    }
    try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
      for (int n = 0; ; n++) {
        Path candidate = numbered(ours.toAbsolutePath(), n);
        if (!Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(in, candidate);
          Files.delete(source);
          return candidate;
        }
      }
    }
  }

  private static boolean ownerIs(Path file, long uid) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) == uid;
  }

  private static Path numbered(Path path, int n) {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
    return n == 0
        ? path
        : path.resolveSibling(name.substring(0, dot) + "-" + n + name.substring(dot));
  }

  Path folder() {
    return outside;
  }

  boolean posix() {
    return target != null;
  }
}
