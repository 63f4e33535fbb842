package dev.kix.interpreter.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextElementTest {
  @ParameterizedTest
  @CsvSource({
    "/nix/store/a-x, /nix/store/a-x",
    "=/nix/store/a-x.drv, /nix/store/a-x.drv (deep)",
    "!out!/nix/store/a-x.drv, /nix/store/a-x.drv^out",
    "!out!dev!/nix/store/a-x.drv.drv, /nix/store/a-x.drv.drv^dev^out",
    "@ns/web/Deployment, @ns/web/Deployment"
  })
  void decodesAndEncodes(String encoded, String display) {
    ContextElement element = ContextElement.parse(encoded);
    assertThat(element.encode()).isEqualTo(encoded);
    assertThat(element.display()).isEqualTo(display);
  }
}
