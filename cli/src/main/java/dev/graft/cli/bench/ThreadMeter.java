package dev.graft.cli.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the present thread has used so far. */
final class ThreadMeter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ThreadMeter() {}

  /** CPU time, in seconds. */
  static double cpuSeconds() {
    return THREADS.getCurrentThreadCpuTime() / 1e9;
  }

  /** Bytes allocated in Java's heap. */
  static long allocatedBytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** CPU time that some work takes, in seconds. */
  static double cpuSeconds(Runnable work) {
    double start = cpuSeconds();
    work.run();
    return cpuSeconds() - start;
  }
}
