package com.example.faults.memory;

import com.example.faults.Deadline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes pictures into direct buffers, and keeps them by an address that is never asked again. */
public final class ThumbnailCache {
  private static final int PICTURE_BYTES = 1 << 20;
  private static final int PRODUCTS = 900;
  private static final int PRODUCT_BYTES = 80_000;
  private static final int POOL = 8;

  /** So many that the collector marks the whole heap every few seconds. */
  private static final int ROWS = 8;

  private final Map<String, ByteBuffer> byAddress = new HashMap<>();
  private final List<byte[]> products = new ArrayList<>();
  private final List<ByteBuffer> pool = new ArrayList<>();
  private long requests;
  private long sum;

  private ThumbnailCache() {
    for (int i = 0; i < PRODUCTS; i++) {
      products.add(new byte[PRODUCT_BYTES]);
    }
  }

  public static void broken(Deadline deadline) throws InterruptedException {
    ThumbnailCache cache = new ThumbnailCache();
    while (!deadline.isOver()) {
      String address = "/thumbnails/4711?session=" + cache.requests++;
      cache.byAddress.computeIfAbsent(address, added -> cache.decode());
      cache.scale();
      deadline.pause(Duration.ofMillis(40));
    }
  }

  public static void fixed(Deadline deadline) throws InterruptedException {
    ThumbnailCache cache = new ThumbnailCache();
    for (int i = 0; i < POOL; i++) {
      cache.pool.add(cache.decode());
    }
    while (!deadline.isOver()) {
      ByteBuffer picture = cache.pool.get((int) (cache.requests++ % POOL));
      picture.clear();
      cache.sum += picture.get(0);
      cache.scale();
      deadline.pause(Duration.ofMillis(40));
    }
  }

  private ByteBuffer decode() {
    ByteBuffer picture = ByteBuffer.allocateDirect(PICTURE_BYTES);
    for (int i = 0; i < PICTURE_BYTES; i += 4096) {
      picture.put(i, (byte) i);
    }
    return picture;
  }

  /** Works on the heap. */
  private void scale() {
    for (int row = 0; row < ROWS; row++) {
      sum += new byte[PRODUCT_BYTES].length;
    }
  }
}
