package dev.kix.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.34, 1.34",
    "v1.34.2, 1.34",
    "v1.31.4-gke.1256000, 1.31",
    "1.30+, 1.30",
    "v1.29.3+k3s1, 1.29",
    "' 1.9 ', 1.9"
  })
  void reads(String text, String version) {
    assertThat(KubernetesVersion.parse(text)).hasToString(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "latest", "1.x", "1.34.x", "-1.3", "1.99999999999"})
  void refuses(String text) {
    assertThatThrownBy(() -> KubernetesVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a Kubernetes version");
  }

  @Test
  void minorVersionsAreNumbers() {
    KubernetesVersion nine = KubernetesVersion.parse("1.9");
    KubernetesVersion ten = KubernetesVersion.parse("1.10");
    assertThat(ten.isAtLeast(nine)).isTrue();
    assertThat(nine.isAtLeast(ten)).isFalse();
    assertThat(nine.isAtLeast(nine)).isTrue();
  }
}
