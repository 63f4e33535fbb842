package dev.kix.cluster.helm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where what was rendered comes from. Ordinary Java text.
 *
 * @param lines for each document, for each of its lines, the place in the chart; a document of
 *     which nothing is known has none
 * @param defaults the text of the chart's {@code values.yaml}
 */
public record ChartTrace(List<List<@Nullable Place>> lines, String defaults) {
  /**
   * A line of a file of a chart.
   *
   * @param file from the chart's name on: {@code web/templates/service.yaml}
   * @param line from 1
   */
  public record Place(String file, int line) {}
}
