package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.StackTable;
import java.util.Set;

/**
 * Stacks of threads that wait for work, which delays nobody: workers of pools at their queue, event
 * loops at their selector, those that accept connections. Told by the first frame that is not the
 * JDK's general machinery of waiting; what is not known is not idle.
 */
final class IdleStacks {
  /** Methods below which a thread that waits, waits for its next piece of work. */
  private static final Set<String> WAIT_FOR_WORK =
      Set.of(
          "java.util.concurrent.ThreadPoolExecutor.getTask",
          "java.util.concurrent.ForkJoinPool.awaitWork",
          "java.util.TimerThread.mainLoop",
          "java.lang.ref.ReferenceQueue.remove",
          "java.lang.ref.Reference.waitForReferencePendingList",
          "sun.nio.ch.SelectorImpl.lockAndDoSelect",
          "sun.nio.ch.EPollPort$EventHandlerTask.poll",
          "sun.nio.ch.KQueuePort$EventHandlerTask.poll",
          "sun.nio.ch.NioSocketImpl.accept",
          "sun.nio.ch.ServerSocketChannelImpl.accept",
          "java.net.ServerSocket.accept",
          "java.net.PlainSocketImpl.socketAccept",
          "io.netty.channel.epoll.Native.epollWait",
          "io.netty.channel.epoll.Native.epollWait0",
          "io.netty.channel.kqueue.Native.keventWait",
          "io.netty.channel.uring.Native.ioUringEnter",
          "org.apache.tomcat.util.threads.ThreadPoolExecutor.getTask",
          "org.apache.tomcat.util.threads.TaskQueue.take",
          "org.apache.tomcat.util.threads.TaskQueue.poll",
          "org.eclipse.jetty.util.BlockingArrayQueue.poll",
          "org.eclipse.jetty.util.thread.QueuedThreadPool.idleJobPoll",
          "org.eclipse.jetty.util.thread.ReservedThreadExecutor$ReservedThread.reservedWait",
          "org.jboss.threads.EnhancedQueueExecutor$ThreadBody.run");

  private static final byte UNKNOWN = 0;
  private static final byte MACHINERY = 1;
  private static final byte IDLE = 2;
  private static final byte OTHER = 3;

  private final StackTable stacks;

  /** By method. */
  private final byte[] meanings;

  IdleStacks(StackTable stacks) {
    this.stacks = stacks;
    this.meanings = new byte[stacks.methodCount()];
  }

  /** Whether a thread that waits with this stack waits for work. */
  boolean isIdle(int stack) {
    for (int node = stack; node != StackTable.ROOT; node = stacks.parent(node)) {
      byte meaning = meaning(stacks.methodId(stacks.frameId(node)));
      if (meaning != MACHINERY) {
        return meaning == IDLE;
      }
    }
    return false;
  }

  private byte meaning(int method) {
    if (meanings[method] == UNKNOWN) {
      meanings[method] = meaning(stacks.frameOfMethod(method));
    }
    return meanings[method];
  }

  private static byte meaning(Frame frame) {
    if (!frame.kind().isJava()) {
      return MACHINERY;
    }
    if (WAIT_FOR_WORK.contains(frame.className() + "." + frame.methodName())) {
      return IDLE;
    }
    boolean ofJdk =
        frame.className().startsWith("java.")
            || frame.className().startsWith("jdk.")
            || frame.className().startsWith("sun.");
    return ofJdk ? MACHINERY : OTHER;
  }
}
