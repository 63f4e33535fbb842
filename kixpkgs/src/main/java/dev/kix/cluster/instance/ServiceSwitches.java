package dev.kix.cluster.instance;

import dev.kix.cluster.KixLibrary;
import dev.kix.grammar.Position;
import dev.kix.modulesystem.DefinitionInfo;
import dev.kix.modulesystem.ModuleEvaluation;
import dev.kix.modulesystem.OptionInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the definition that switches {@code services.NAME} on, so that messages about its instance
 * name the line that a user wrote and not the mechanism of services. Belongs to the evaluation
 * thread.
 */
public final class ServiceSwitches {
  private final ModuleEvaluation cluster;

  /**
   * @param cluster the cluster's own options
   */
  public ServiceSwitches(ModuleEvaluation cluster) {
    this.cluster = cluster;
  }

  /**
   * Where a service is switched on. Of several definitions the first outside kixpkgs: a service
   * that another one turns on may be turned on by the user as well.
   */
  @Nullable Position position(String service) {
    OptionInfo enable = cluster.option(List.of("services", service, "enable"));
    Position found = null;
    for (DefinitionInfo d : enable == null ? List.<DefinitionInfo>of() : enable.definitions()) {
      Position p = d.effective() ? d.position() : null;
      if (p != null) {
        if (!KixLibrary.holds(p)) {
          return p;
        }
        found = found == null ? p : found;
      }
    }
    return found;
  }
}
