package io.sonde.analyzer.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * Findings with what is known of their causes. Those that nothing explains lead and stand first,
 * the one to read first in front; their consequences follow, each behind its cause.
 */
public record Diagnosis(List<Entry> entries) {
  /** Stands for no cause. */
  public static final int NONE = -1;

  /**
   * A finding in its place.
   *
   * @param finding a lead has at least the severity and, of the same whole, the impact of each of
   *     its consequences: what they make users wait for would be gone with it
   * @param causedBy index of the finding that explains this one, which is smaller; or {@link #NONE}
   * @param because why it does, as it follows "because" in a sentence; empty without a cause
   */
  public record Entry(Finding finding, int causedBy, String because) {
    public boolean leads() {
      return causedBy == NONE;
    }
  }

  public List<Finding> findings() {
    return entries.stream().map(Entry::finding).toList();
  }

  /** Findings that no other explains. */
  public List<Finding> leads() {
    return entries.stream().filter(Entry::leads).map(Entry::finding).toList();
  }

  /** All that hangs below an entry, in order: each behind its cause. */
  public List<Entry> below(int index) {
    List<Entry> below = new ArrayList<>();
    addBelow(index, below);
    return below;
  }

  private void addBelow(int index, List<Entry> below) {
    for (int i = index + 1; i < entries.size(); i++) {
      if (entries.get(i).causedBy() == index) {
        below.add(entries.get(i));
        addBelow(i, below);
      }
    }
  }
}
