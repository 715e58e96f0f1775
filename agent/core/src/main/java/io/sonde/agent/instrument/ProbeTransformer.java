package io.sonde.agent.instrument;

import io.sonde.bootstrap.MethodProbe;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that is loaded, and hands those that match to the weaver. Never throws; null
 * leaves the class as it is.
 */
final class ProbeTransformer implements ClassFileTransformer {
  private final MethodSelection timed;
  private final RequestSelection requests;
  private final TransformFailures failures;
  private final CountDownLatch firstClassSeen;
  private final Set<String> transformed = ConcurrentHashMap.newKeySet();

  /** Whether a loader finds the agent's boot classes: without them advice would break the class. */
  private final Map<ClassLoader, Boolean> seesProbes =
      Collections.synchronizedMap(new WeakHashMap<>());

  private volatile @Nullable Weaver weaver;
  private volatile @Nullable TaskWeaving tasks;
  private volatile boolean requestsComeIn;
  private boolean ended;

  /**
   * @param firstClassSeen opened when the application's first class has passed
   */
  ProbeTransformer(
      MethodSelection timed,
      RequestSelection requests,
      TransformFailures failures,
      CountDownLatch firstClassSeen) {
    this.timed = timed;
    this.requests = requests;
    this.failures = failures;
    this.firstClassSeen = firstClassSeen;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null) {
      return null;
    }
    String className = internalName.replace('/', '.');
    if (!isOfLibrary(className) && isForeign(loader, className)) {
      return null;
    }
    try {
      return mayMatch(className, classFile) ? weave(loader, className, classFile) : null;
    } catch (Throwable failure) {
      failures.add(className, failure.toString());
      return null;
    } finally {
      firstClassSeen.countDown();
    }
  }

  /** Requests are recorded: to be told when a class that they come in by has been woven. */
  void tell(TaskWeaving tasks) {
    this.tasks = tasks;
    if (requestsComeIn) {
      tasks.requestsComeIn();
    }
  }

  /** Weaves no class from now on; those that it has woven are known then. */
  synchronized void end() {
    ended = true;
  }

  /** Names of the classes that carry probes. */
  Set<String> transformed() {
    return transformed;
  }

  boolean wants(Class<?> loaded) {
    String name = loaded.getName();
    return isOfLibrary(name)
        || !isForeign(loaded.getClassLoader(), name)
            && (timed.matchesByName(name)
                || requests.mayBeJdbc(name)
                || requests.mayBeEntry(loaded)
                || requests.entries().matchesByName(name)
                || looksForAnnotations() && mayBeAnnotated(loaded));
  }

  private boolean isOfLibrary(String className) {
    return !requests.libraryMethods(className).isEmpty();
  }

  private boolean mayMatch(String className, byte[] classFile) {
    return isOfLibrary(className)
        || timed.mayMatch(className, classFile)
        || requests.mayBeJdbc(className, classFile)
        || requests.mayBeEntry(className, classFile)
        || requests.entries().mayMatch(className, classFile);
  }

  private boolean looksForAnnotations() {
    return timed.looksForAnnotations() || requests.entries().looksForAnnotations();
  }

  private byte @Nullable [] weave(@Nullable ClassLoader loader, String className, byte[] classFile)
      throws Exception {
    if (loader != null && !seesProbes(loader)) {
      failures.add(className, "its class loader does not delegate to the boot loader");
      return null;
    }
    byte[] woven = weaver().weave(loader, className, classFile);
    if (woven == null || !accept(className)) {
      return null;
    }
    if (!requestsComeIn && requests.bringsRequests(className, classFile)) {
      requestsComeIn = true;
      TaskWeaving told = tasks;
      if (told != null) {
        told.requestsComeIn();
      }
    }
    return woven;
  }

  private synchronized boolean accept(String className) {
    if (!ended) {
      transformed.add(className);
    }
    return !ended;
  }

  /**
   * Asks the loader without holding a lock: it takes locks of its own, and a thread that holds
   * those may be waiting for ours.
   */
  private boolean seesProbes(ClassLoader loader) {
    Boolean known = seesProbes.get(loader);
    if (known == null) {
      known = findsProbes(loader);
      seesProbes.put(loader, known);
    }
    return known;
  }

  private Weaver weaver() throws NoSuchMethodException {
    Weaver known = weaver;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      if (weaver == null) {
        weaver = new Weaver(timed, requests);
      }
      return weaver;
    }
  }

  private boolean mayBeAnnotated(Class<?> loaded) {
    String file = loaded.getName().replace('.', '/') + ".class";
    try (var in = loaded.getClassLoader().getResourceAsStream(file)) {
      return in != null && mayMatch(loaded.getName(), in.readAllBytes());
    } catch (Exception | LinkageError unreadable) {
      return false;
    }
  }

  private static boolean isForeign(@Nullable ClassLoader loader, String className) {
    return MethodSelection.isForeign(className)
        || loader == null
        || loader == ClassLoader.getPlatformClassLoader()
        || loader == ProbeTransformer.class.getClassLoader();
  }

  private static boolean findsProbes(ClassLoader loader) {
    try {
      return Class.forName(MethodProbe.class.getName(), false, loader) == MethodProbe.class;
    } catch (ClassNotFoundException | LinkageError hidden) {
      return false;
    }
  }
}
