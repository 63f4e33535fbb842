package dev.kix.junit;

/** The tests that the packages of kixpkgs bring along. */
class PackagesTest {
  @KixTest("../packages")
  void nix() {}
}
