package dev.kix.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonPathProperties {
  /** The parent of any path is the path it was built from, whatever the keys contain. */
  @Property(tries = 500)
  void parentUndoesFieldAndElement(@ForAll List<String> keys, @ForAll boolean element) {
    String path = JsonPath.ROOT;
    for (String key : keys) {
      String child =
          element && key.length() == 3 ? JsonPath.element(path, 3) : JsonPath.field(path, key);
      assertThat(JsonPath.parent(child)).isEqualTo(path);
      path = child;
    }
  }

  @Property(tries = 200)
  void oddKeys(@ForAll int choice) {
    List<String> odd = List.of("a']", "['b", "a.b", "'", "\\", "\\'", "x'].['y", "']['", "");
    String key = odd.get(Math.floorMod(choice, odd.size()));
    for (String first : odd) {
      String parent = JsonPath.field(JsonPath.ROOT, first);
      assertThat(JsonPath.parent(JsonPath.field(parent, key))).isEqualTo(parent);
    }
  }
}
