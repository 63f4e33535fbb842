package dev.kix.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  private static final List<String> FIELDS =
      List.of("image", "imagePullPolicy", "name", "replicas", "ports", "env", "IP", "IIP");

  @ParameterizedTest
  @CsvSource({
    "replica, replicas",
    "Replicas, replicas",
    "imagepullpolicy, imagePullPolicy",
    "iamge, image",
    "nmae, name",
    "port, ports",
    "evn, env",
    "ip, IP",
    "xyz,",
    "imagePull,"
  })
  void nearest(String word, String expected) {
    assertThat(DidYouMean.nearest(word, FIELDS)).isEqualTo(expected);
  }

  @Test
  void hint() {
    assertThat(DidYouMean.hint("replica", FIELDS)).isEqualTo("did you mean 'replicas'?");
    assertThat(DidYouMean.hint("qqqq", FIELDS)).isNull();
  }
}
